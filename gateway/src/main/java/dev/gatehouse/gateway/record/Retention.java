package dev.gatehouse.gateway.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files that are too old, the oldest first. The chain says so before it is
 * done, up to which record, and it is signed if there is a key: else it would look like
 * tampering. Only what is linked to what stays is removed, and old by its own words: a
 * name can be given by anybody.
 */
final class Retention {

	private static final Logger logger = LoggerFactory.getLogger(Retention.class);

	private final Path folder;

	private final @Nullable Duration keep;

	private final InstantSource clock;

	private final AuditLoop loop;

	private final @Nullable Checkpoints checkpoints;

	/**
	 * @param keep how long they are kept; null: for ever
	 * @param loop what writes to the chain
	 * @param checkpoints what signs; null: nothing does
	 */
	Retention(Path folder, @Nullable Duration keep, InstantSource clock, AuditLoop loop,
			@Nullable Checkpoints checkpoints) {
		this.folder = folder;
		this.keep = keep;
		this.clock = clock;
		this.loop = loop;
		this.checkpoints = checkpoints;
	}

	/**
	 * Removes what is too old by now.
	 * @throws IOException if not all of it could be removed
	 */
	void run() throws IOException {
		List<AuditName> names = (this.keep != null) ? AuditName.in(this.folder) : List.of();
		if (this.keep == null || names.isEmpty()) {
			return;
		}
		LocalDate oldest = LocalDate.ofInstant(this.clock.instant().minus(this.keep), ZoneOffset.UTC);
		int count = 0;
		@Nullable String doubt = null;
		while (doubt == null && count < names.size() - 1 && names.get(count).day().isBefore(oldest)) {
			doubt = doubt(names, count, oldest);
			count += (doubt == null) ? 1 : 0;
		}
		if (count > 0) {
			remove(names.subList(0, count), names.subList(count, names.size()));
		}
		// The day of what is the first now may have what was signed of its beginning.
		LocalDate first = names.get(count).day();
		Checkpoints.removeBefore(this.folder, first.isBefore(oldest) ? first : oldest);
		if (doubt != null) {
			throw new IOException(names.get(count) + " is not removed: " + doubt);
		}
	}

	/** Why a file is not to be removed, old as its name is; null: it is. */
	private @Nullable String doubt(List<AuditName> names, int at, LocalDate oldest) throws IOException {
		AuditName name = names.get(at);
		if (Files.exists(name.plain(this.folder)) && Files.exists(name.compressed(this.folder))) {
			return "there is a plain and a compressed one, which differ";
		}
		String line = line(name, true);
		if (line == null) {
			return null;
		}
		Link last = Link.read(line);
		Link next = begin(names.subList(at + 1, names.size()));
		if (last == null || next == null || !last.isBefore(next)) {
			return "its last record is not the one that the next file goes on from";
		}
		return last.day().isBefore(oldest) ? null : "its last record is of " + last.day();
	}

	/** Returns the first record of these files; null if there is none. */
	private @Nullable Link begin(List<AuditName> names) throws IOException {
		for (AuditName name : names) {
			String line = line(name, false);
			if (line != null) {
				return Link.read(line);
			}
		}
		return null;
	}

	/** Returns the first or the last line of a file; null if it is empty. */
	private @Nullable String line(AuditName name, boolean last) throws IOException {
		Path plain = name.plain(this.folder);
		boolean isPlain = Files.exists(plain);
		try (InputStream file = Files.newInputStream(isPlain ? plain : name.compressed(this.folder));
				BufferedReader lines = new BufferedReader(
						new InputStreamReader(isPlain ? file : new GZIPInputStream(file), StandardCharsets.UTF_8))) {
			String found = lines.readLine();
			for (String line = found; last && line != null; line = lines.readLine()) {
				found = line;
			}
			return found;
		}
	}

	private void remove(List<AuditName> old, List<AuditName> kept) throws IOException {
		Link first = begin(kept);
		if (first == null) {
			return;
		}
		AuditHead removed = new AuditHead(first.record().seq() - 1, first.prev());
		AuditHead told = this.loop.tell(new Expiry(old.getLast().toString(), removed));
		if (this.checkpoints != null) {
			this.checkpoints.signRemoval(told, removed);
		}
		for (AuditName name : old) {
			Path plain = name.plain(this.folder);
			Files.deleteIfExists(plain);
			Files.deleteIfExists(name.compressed(this.folder));
			Files.deleteIfExists(plain.resolveSibling(plain.getFileName() + ".torn"));
			logger.info("the audit record {} was removed: it was older than gatehouse.audit.keep", name);
		}
	}

}
