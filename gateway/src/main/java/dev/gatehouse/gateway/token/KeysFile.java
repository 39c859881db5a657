package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gatehouse.gateway.settings.OwnFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last good keys on disk, so that a gateway that starts while its issuer is away can
 * judge tokens at once. Holds public keys alone, the issuer's name and when they were
 * fetched. Whoever may write to it may make tokens, so it belongs to the gateway alone.
 */
final class KeysFile {

	private static final int LARGEST = 1024 * 1024;

	private static final StrictJson JSON = new StrictJson(20_000, 64 * 1024);

	private final OwnFile file;

	private final String issuer;

	private final JsonMapper mapper;

	KeysFile(Path path, String issuer, JsonMapper mapper) {
		this.file = new OwnFile(path, LARGEST);
		this.issuer = issuer;
		this.mapper = mapper;
	}

	/**
	 * Reads the file.
	 * @return the keys, or null if there is no file
	 * @throws IOException if what is there is not to be trusted
	 */
	@Nullable Kept read() throws IOException {
		byte[] kept = this.file.read();
		if (kept == null) {
			return null;
		}
		try {
			Map<String, @Nullable Object> content = JSON.read(kept);
			if (!this.issuer.equals(content.get("issuer"))) {
				throw new IOException("it is of another issuer");
			}
			if (!(content.get("fetched") instanceof Long millis)) {
				throw new IOException("it does not say how old it is");
			}
			return new Kept(KeySet.of(content.get("keys")), Instant.ofEpochMilli(millis));
		}
		catch (ParseException ex) {
			throw new IOException("it holds no keys: " + ex.getMessage());
		}
	}

	void write(KeySet keys, Instant fetched) throws IOException {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("issuer", this.issuer);
		content.put("fetched", fetched.toEpochMilli());
		content.put("keys", keys.keys().stream().map(IssuerKey::jwk).toList());
		this.file.write(this.mapper.writeValueAsBytes(content));
	}

	/** What was in the file. */
	record Kept(KeySet keys, Instant fetched) {
	}

}
