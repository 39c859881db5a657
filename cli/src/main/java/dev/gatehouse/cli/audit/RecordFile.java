package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One of the files that an audit record consists of, as the gateway wrote it or
 * compressed it since.
 *
 * @param path where it was found
 * @param day its day, in UTC
 * @param part which of the day's files it is, from 1 on
 */
public record RecordFile(Path path, LocalDate day, int part) implements Comparable<RecordFile> {

	private static final String COMPRESSED = ".gz";

	private static final Pattern NAME = Pattern
		.compile("(audit-(\\d{4}-\\d\\d-\\d\\d)(?:\\.part-(\\d{4,9}))?\\.jsonl)(\\.gz)?");

	private static final Comparator<RecordFile> ORDER = Comparator.comparing(RecordFile::day)
		.thenComparing(RecordFile::part);

	/**
	 * The files of a folder in their order; of one that is there twice, the plain one.
	 */
	public static List<RecordFile> in(Path folder) throws IOException {
		Map<RecordFile, RecordFile> files = new TreeMap<>();
		try (Stream<Path> paths = Files.list(folder)) {
			paths.map(RecordFile::of)
				.filter(Objects::nonNull)
				.map(Objects::requireNonNull)
				.forEach((file) -> files.merge(file, file, (one, other) -> one.isCompressed() ? other : one));
		}
		return List.copyOf(files.values());
	}

	/** Reads a name; null if it is not, to the letter, one that the gateway gives. */
	static @Nullable RecordFile of(Path path) {
		Matcher name = NAME.matcher(path.getFileName().toString());
		if (!name.matches()) {
			return null;
		}
		try {
			RecordFile file = new RecordFile(path, LocalDate.parse(name.group(2)),
					(name.group(3) != null) ? Integer.parseInt(name.group(3)) : 1);
			return file.canonicalName().equals(name.group(1)) ? file : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private String canonicalName() {
		return "audit-" + this.day + ((this.part > 1) ? ".part-%04d".formatted(this.part) : "") + ".jsonl";
	}

	boolean isCompressed() {
		return this.path.toString().endsWith(COMPRESSED);
	}

	/** Its lines, unpacked. A running gateway may have compressed it meanwhile. */
	public InputStream open() throws IOException {
		if (isCompressed()) {
			return WholeGzip.open(this.path);
		}
		try {
			return Files.newInputStream(this.path);
		}
		catch (NoSuchFileException ex) {
			return WholeGzip.open(compressed());
		}
	}

	/** Where it is when it is compressed. */
	Path compressed() {
		return isCompressed() ? this.path : this.path.resolveSibling(this.path.getFileName() + COMPRESSED);
	}

	String name() {
		return this.path.getFileName().toString();
	}

	@Override
	public int compareTo(RecordFile other) {
		return ORDER.compare(this, other);
	}

}
