package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Which of the files of a folder: {@code audit-2026-11-21.jsonl},
 * {@code audit-2026-11-21.part-0002.jsonl} and so on, each with {@code .gz} once it is
 * compressed. Sorted by name, whatever the locale, they are in their order.
 *
 * @param day the day, in UTC
 * @param part the day's first file is 1
 */
record AuditName(LocalDate day, int part) implements Comparable<AuditName> {

	static final String COMPRESSED = ".gz";

	private static final Pattern FORM = Pattern
		.compile("(audit-(\\d{4}-\\d\\d-\\d\\d)(?:\\.part-(\\d{4,9}))?\\.jsonl)(?:\\.gz)?");

	private static final Comparator<AuditName> ORDER = Comparator.comparing(AuditName::day)
		.thenComparing(AuditName::part);

	static AuditName first(LocalDate day) {
		return new AuditName(day, 1);
	}

	/** Returns the file after this one on the same day. */
	AuditName next() {
		return new AuditName(this.day, this.part + 1);
	}

	/** Returns the names of a folder in their order. */
	static List<AuditName> in(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(AuditName::of)
				.filter(Objects::nonNull)
				.map(Objects::requireNonNull)
				.distinct()
				.sorted()
				.toList();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	/** Another spelling of a name, or a day that no calendar has, is not one of ours. */
	private static @Nullable AuditName of(Path file) {
		Matcher form = FORM.matcher(file.getFileName().toString());
		if (!form.matches()) {
			return null;
		}
		try {
			AuditName name = new AuditName(LocalDate.parse(form.group(2)),
					(form.group(3) != null) ? Integer.parseInt(form.group(3)) : 1);
			return name.toString().equals(form.group(1)) ? name : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	Path plain(Path folder) {
		return folder.resolve(toString());
	}

	Path compressed(Path folder) {
		return folder.resolve(this + COMPRESSED);
	}

	@Override
	public int compareTo(AuditName other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return "audit-" + this.day + ((this.part > 1) ? ".part-%04d".formatted(this.part) : "") + ".jsonl";
	}

}
