package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Signs, now and then, which record was the last: whoever writes the chain anew from some
 * point on would need the key. One line each in {@code checkpoints-2026-11-21.jsonl}; the
 * signature is over the line without {@code signature}. Signs, too, what is removed for
 * its age: what only the chain says of that, anybody could have written.
 */
final class Checkpoints {

	private static final String NAME = "checkpoints-\\d{4}-\\d\\d-\\d\\d\\.jsonl";

	private final Path folder;

	private final SigningKey key;

	private final InstantSource clock;

	private long signed;

	Checkpoints(Path folder, SigningKey key, InstantSource clock) {
		this.folder = folder;
		this.key = key;
		this.clock = clock;
	}

	/** Signs the record, which is on the disk already, unless it was signed. */
	synchronized void sign(AuditHead head) throws IOException {
		if (head.seq() != this.signed) {
			sign(head, null);
		}
	}

	/**
	 * Signs that the oldest records are removed.
	 * @param head the record that says so, which is on the disk already
	 * @param removed the last of those that go
	 */
	synchronized void signRemoval(AuditHead head, AuditHead removed) throws IOException {
		sign(head, removed);
	}

	private void sign(AuditHead head, @Nullable AuditHead removed) throws IOException {
		Instant now = this.clock.instant();
		JsonLine line = new JsonLine();
		write(line, head, removed, now);
		String signature = this.key.sign(line.toString());
		write(line, head, removed, now, signature);
		append(LocalDate.ofInstant(now, ZoneOffset.UTC), line.toString());
		this.signed = head.seq();
	}

	private void write(JsonLine line, AuditHead head, @Nullable AuditHead removed, Instant now, String... signature) {
		line.begin();
		line.member("hash", head.hash());
		line.member("keyId", this.key.id());
		if (removed != null) {
			line.member("removedUpTo", removed.seq());
			line.member("removedUpToHash", removed.hash());
		}
		line.member("seq", head.seq());
		for (String value : signature) {
			line.member("signature", value);
		}
		line.member("time", now.toString());
		line.end();
	}

	/** What a crash left of a line is ended, so that it spoils no other. */
	private void append(LocalDate day, String line) throws IOException {
		try (FileChannel file = FileChannel.open(this.folder.resolve("checkpoints-" + day + ".jsonl"),
				StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			long end = file.size();
			ByteBuffer last = ByteBuffer.allocate(1);
			boolean whole = end == 0 || (file.read(last, end - 1) == 1 && last.get(0) == '\n');
			ByteBuffer bytes = ByteBuffer.wrap(((whole ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				end += file.write(bytes, end);
			}
			file.force(true);
		}
	}

	/** Removes the files of the days before this one. */
	static void removeBefore(Path folder, LocalDate day) throws IOException {
		List<Path> old;
		try (Stream<Path> files = Files.list(folder)) {
			old = files.filter((file) -> isBefore(file.getFileName().toString(), day)).toList();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		for (Path file : old) {
			Files.deleteIfExists(file);
		}
	}

	private static boolean isBefore(String name, LocalDate day) {
		try {
			return name.matches(NAME) && LocalDate.parse(name.substring(12, 22)).isBefore(day);
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
