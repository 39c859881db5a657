package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.unit.DataSize;

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
		return open(settings(this.path));
	}

	AuditLog open(MeterRegistry meters, SyslogConnector connector) {
		return new AuditLog(settings(this.path), meters, InstantSource.fixed(AuditEntries.NOON), connector);
	}

	AuditLog open(MeterRegistry meters) {
		return new AuditLog(settings(this.path), meters, InstantSource.fixed(AuditEntries.NOON), null);
	}

	AuditLog open(RecordSettings.Audit settings) {
		return new AuditLog(settings, this.meters, InstantSource.fixed(AuditEntries.NOON), null);
	}

	/** The usual ones. */
	static RecordSettings.Audit settings(Path path) {
		return settings(path, RecordSettings.WhenFull.REFUSE);
	}

	static RecordSettings.Audit settings(Path path, RecordSettings.WhenFull whenFull) {
		return new RecordSettings.Audit(path, whenFull, DataSize.ofMegabytes(1), null, null, Duration.ofMinutes(1),
				null);
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
		List<JsonNode> records = records();
		String prev = AuditChain.BEGINNING;
		for (int i = 0; i < records.size(); i++) {
			JsonNode record = records.get(i);
			assertThat(record.get("seq").asInt()).isEqualTo(i + 1);
			assertThat(record.get("prev").asString()).isEqualTo(prev);
			prev = record.get("hash").asString();
		}
		assertThat(records).hasSize(length);
	}

	/** The records of all files in the order of their names, compressed ones too. */
	List<JsonNode> records() throws IOException {
		List<JsonNode> records = new ArrayList<>();
		for (Path file : files()) {
			records.addAll(records(file));
		}
		return records;
	}

	/** The records of one of them. */
	List<JsonNode> records(Path file) throws IOException {
		try (InputStream bytes = Files.newInputStream(file);
				InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
			return new String(plain.readAllBytes(), StandardCharsets.UTF_8).lines().map(this.json::readTree).toList();
		}
	}

	List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.path)) {
			return files.filter((file) -> file.getFileName().toString().matches("audit-.*jsonl(.gz)?"))
				.sorted()
				.toList();
		}
	}

}
