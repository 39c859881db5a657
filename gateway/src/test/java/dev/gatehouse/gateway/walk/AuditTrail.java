package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit record as an auditor reads it: the files of a folder, line by line. */
record AuditTrail(Path folder) {

	private static final JsonMapper JSON = new JsonMapper();

	List<String> lines() {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.sorted().flatMap(AuditTrail::linesOf).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> linesOf(Path file) {
		try {
			return Files.readAllLines(file).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the one record of an answered request; it may come a little later. */
	JsonNode of(Answer answer) {
		return ofRequest(answer.requestId());
	}

	JsonNode ofRequest(String requestId) {
		List<String> found = Awaitility.await()
			.until(() -> lines().stream().filter((line) -> line.contains(requestId)).toList(),
					(lines) -> !lines.isEmpty());
		if (found.size() != 1) {
			throw new AssertionError("expected one record, but there are " + found);
		}
		return JSON.readTree(found.getFirst());
	}

}
