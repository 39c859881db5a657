package dev.gatehouse.gateway.revocation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.settings.OwnFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was last known, on disk. Its time of modification says when that was. Whoever may
 * write to it may let revoked tokens in again, so it belongs to the gateway alone.
 */
final class RevocationsFile {

	static final String KEY = "gatehouse.revocations.file";

	private static final long LARGEST = 256L * 1024 * 1024;

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final OwnFile file;

	RevocationsFile(Path path) {
		this.file = new OwnFile(path, LARGEST);
	}

	/**
	 * Reads the file.
	 * @return the entries, or null if there is no file
	 * @throws InvalidSetting if it is not what was written: what it held is not known
	 * then, and to go on without would let revoked tokens in
	 */
	@Nullable List<Revocation> read() {
		try {
			byte[] kept = this.file.read();
			return (kept != null) ? entries(JSON.readTree(kept).path("revocations")) : null;
		}
		catch (OwnFile.NotTrusted ex) {
			throw new InvalidSetting(KEY, this.file + " is too large, or others may write to it");
		}
		catch (IOException | JacksonException ex) {
			throw unreadable();
		}
	}

	private List<Revocation> entries(JsonNode members) {
		if (!members.isObject()) {
			throw unreadable();
		}
		List<Revocation> entries = new ArrayList<>(members.size());
		members.forEachEntry((field, text) -> {
			Revocation entry = text.isString() ? Revocation.of(field, text.stringValue()) : null;
			if (entry == null) {
				throw unreadable();
			}
			entries.add(entry);
		});
		return entries;
	}

	private InvalidSetting unreadable() {
		return new InvalidSetting(KEY,
				this.file + " cannot be read, so it is not known what is revoked. Restore it, or "
						+ "delete it: then what the store does not have must be revoked anew");
	}

	/** Returns when its content was last what was known; null if there is no file. */
	@Nullable Instant asOf() {
		try {
			return this.file.written();
		}
		catch (IOException ex) {
			return null;
		}
	}

	/** Says that its content is still what is known. */
	void confirm(Instant now) throws IOException {
		this.file.confirm(now);
	}

	void write(Stream<Revocation> entries) throws IOException {
		Map<String, String> members = new LinkedHashMap<>();
		entries.forEach((entry) -> members.put(entry.subject().field(), entry.text()));
		this.file.write(JSON.writeValueAsBytes(Map.of("revocations", members)));
	}

}
