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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Removes the files that are too old, the oldest first. The chain says so before it is
 * done, up to which record: else it would look like tampering.
 */
final class Retention {

	private static final Logger logger = LoggerFactory.getLogger(Retention.class);

	private final Path folder;

	private final @Nullable Duration keep;

	private final InstantSource clock;

	/**
	 * @param keep how long they are kept; null: for ever
	 */
	Retention(Path folder, @Nullable Duration keep, InstantSource clock) {
		this.folder = folder;
		this.keep = keep;
		this.clock = clock;
	}

	/** Removes what is too old by now. */
	void run(AuditWriter writer) {
		if (this.keep == null) {
			return;
		}
		LocalDate oldest = LocalDate.ofInstant(this.clock.instant().minus(this.keep), ZoneOffset.UTC);
		try {
			List<AuditName> names = AuditName.in(this.folder);
			int count = 0;
			while (count < names.size() - 1 && names.get(count).day().isBefore(oldest)) {
				count++;
			}
			if (count > 0) {
				writer.write(new Expiry(names.get(count - 1).toString(), before(names.get(count), writer)));
				remove(names.subList(0, count));
			}
			Checkpoints.removeBefore(this.folder, oldest);
		}
		catch (IOException | JacksonException ex) {
			logger.error("old files of the audit record cannot be removed: {}", ex.toString());
		}
	}

	/** Returns the record that the first one of a file is linked to. */
	private AuditHead before(AuditName name, AuditWriter writer) throws IOException {
		String line = firstLine(name);
		if (line == null) {
			return writer.head();
		}
		JsonNode record = JsonMapper.shared().readTree(line);
		return new AuditHead(record.required("seq").asLong() - 1, record.required("prev").asString());
	}

	private @Nullable String firstLine(AuditName name) throws IOException {
		Path plain = name.plain(this.folder);
		boolean isPlain = Files.exists(plain);
		try (InputStream file = Files.newInputStream(isPlain ? plain : name.compressed(this.folder));
				BufferedReader lines = new BufferedReader(
						new InputStreamReader(isPlain ? file : new GZIPInputStream(file), StandardCharsets.UTF_8))) {
			return lines.readLine();
		}
	}

	private void remove(List<AuditName> names) throws IOException {
		for (AuditName name : names) {
			Path plain = name.plain(this.folder);
			Files.deleteIfExists(plain);
			Files.deleteIfExists(name.compressed(this.folder));
			Files.deleteIfExists(plain.resolveSibling(plain.getFileName() + ".torn"));
			logger.info("the audit record {} was removed: it was older than gatehouse.audit.keep", name);
		}
	}

}
