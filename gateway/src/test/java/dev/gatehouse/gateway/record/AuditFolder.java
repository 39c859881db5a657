package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A folder with an audit record that is opened, written and closed again and again. */
final class AuditFolder {

	private final Path path;

	private final JsonMapper json = new JsonMapper();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	AuditFolder(Path path) {
		this.path = path;
	}

	AuditLog open() {
		return new AuditLog(this.path, new AuditChain(), this.meters);
	}

	void run(Consumer<AuditLog> work) {
		try (AuditLog log = open()) {
			log.start();
			work.accept(log);
		}
	}

	Path file(String day) {
		return this.path.resolve("audit-" + day + ".jsonl");
	}

	double counted(String name) {
		return this.meters.counter("gatehouse.audit." + name).count();
	}

	/**
	 * Reads all files in their order: numbers without a gap, each record linked to the
	 * one before.
	 */
	void assertChain(int length) throws IOException {
		List<String> lines = new ArrayList<>();
		try (Stream<Path> files = Files.list(this.path)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".jsonl")).sorted().toList()) {
				lines.addAll(Files.readAllLines(file).stream().filter((line) -> line.startsWith("{")).toList());
			}
		}
		String prev = AuditChain.BEGINNING;
		for (int i = 0; i < lines.size(); i++) {
			JsonNode record = this.json.readTree(lines.get(i));
			assertThat(record.get("seq").asInt()).isEqualTo(i + 1);
			assertThat(record.get("prev").asString()).isEqualTo(prev);
			prev = record.get("hash").asString();
		}
		assertThat(lines).hasSize(length);
	}

}
