package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit record as an auditor reads it: the files of a folder, line by line. */
record AuditTrail(Path folder) {

	private static final JsonMapper JSON = new JsonMapper();

	List<String> lines() {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.jsonl(\\.gz)?"))
				.sorted()
				.flatMap(AuditTrail::linesOf)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What is not of today is compressed. */
	private static Stream<String> linesOf(Path file) {
		try (InputStream bytes = Files.newInputStream(file);
				InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
			return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines();
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

	/**
	 * Checks that each record is linked to the one before. Returns how many there are.
	 */
	long assertChained() {
		String last = "0".repeat(64);
		long seq = 0;
		for (String line : lines()) {
			JsonNode record = JSON.readTree(line);
			assertThat(record.get("seq").asLong()).isEqualTo(++seq);
			assertThat(record.get("prev").asString()).isEqualTo(last);
			assertThat(record.get("hash").asString()).isEqualTo(hash(record));
			last = record.get("hash").asString();
		}
		return seq;
	}

	private static String hash(JsonNode record) {
		TreeMap<String, Object> sorted = new TreeMap<>();
		record.propertyStream()
			.filter((member) -> !member.getKey().equals("hash"))
			.forEach((member) -> sorted.put(member.getKey(), member.getValue()));
		String content = record.get("prev").asString() + JSON.writeValueAsString(sorted);
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
