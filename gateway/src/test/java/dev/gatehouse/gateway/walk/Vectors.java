package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The corpora of attacks that the project is held against. */
final class Vectors {

	private static final JsonMapper JSON = new JsonMapper();

	private Vectors() {
	}

	/** Returns one list of a corpus; a corpus without rows is a fault. */
	static Stream<JsonNode> cases(String corpus, String list) {
		JsonNode rows = read(corpus).path(list);
		if (rows.isEmpty()) {
			throw new IllegalStateException(corpus + " has no " + list);
		}
		return rows.valueStream();
	}

	static JsonNode read(String corpus) {
		try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + corpus + ".json")) {
			return JSON.readTree(Objects.requireNonNull(in));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
