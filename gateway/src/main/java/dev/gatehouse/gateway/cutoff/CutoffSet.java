package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From when on tokens count, as the issuer said at one time: a token issued before such a
 * second is dead.
 *
 * @param all for all clients, in seconds of the epoch
 * @param clients for single ones, by client id
 * @param secrets since when clients have their secrets, by client id, where it is known
 */
record CutoffSet(long all, Map<String, Long> clients, Map<String, Long> secrets) {

	static final CutoffSet NONE = new CutoffSet(0, Map.of(), Map.of());

	/** The year 5138: far beyond any token. */
	private static final long LAST_SECOND = 100_000_000_000L;

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).maxStringLength(1024).build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/**
	 * Reads what the issuer has sent.
	 * @throws IOException if it is not that, all of it, or another issuer's
	 */
	static CutoffSet read(byte[] document, String issuer) throws IOException {
		JsonNode root = tree(document);
		if (!root.path("issuer").isString() || !root.path("issuer").stringValue().equals(issuer)) {
			throw new IOException("it is no list of this issuer");
		}
		if (!root.path("clients").isObject()) {
			throw new IOException("it names no clients");
		}
		return new CutoffSet(second(root.path("notBefore")), seconds(root.path("clients")),
				seconds(root.path("secrets")));
	}

	/** An older issuer does not speak of secrets: there are none then. */
	private static Map<String, Long> seconds(JsonNode byClient) throws IOException {
		Map<String, Long> seconds = new HashMap<>();
		for (Map.Entry<String, JsonNode> client : byClient.properties()) {
			seconds.put(client.getKey(), second(client.getValue()));
		}
		return Map.copyOf(seconds);
	}

	private static JsonNode tree(byte[] document) throws IOException {
		try {
			return JSON.readTree(document);
		}
		catch (JacksonException ex) {
			throw new IOException("it is no JSON");
		}
	}

	private static long second(JsonNode value) throws IOException {
		if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0
				|| value.longValue() > LAST_SECOND) {
			throw new IOException("a time is none");
		}
		return value.longValue();
	}

	/** Returns whether a token of this client, issued at this time, was ended. */
	boolean ends(String client, long issuedMillis) {
		if (issuedMillis < this.all * 1000) {
			return true;
		}
		Long from = this.clients.get(client);
		return from != null && issuedMillis < from * 1000;
	}

}
