package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A checkpoint names a record that is written, and anybody with the public key can tell.
 */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class CheckpointTests {

	@TempDir
	private Path folder;

	private AuditFolder audit;

	private Path keyFile;

	@BeforeEach
	void open() {
		this.audit = new AuditFolder(this.folder.resolve("audit"));
		this.keyFile = this.folder.resolve("audit-2026.pem");
	}

	@ParameterizedTest
	@CsvSource({ "Ed25519, Ed25519, Ed25519", "EC, secp256r1, SHA256withECDSAinP1363Format" })
	void lastRecordIsSignedAtTheEnd(String algorithm, String curve, String signature) throws Exception {
		KeyPair pair = key(algorithm, curve);
		run((log) -> {
			log.add(AuditEntries.allowed("1"));
			log.add(AuditEntries.allowed("2"));
		});
		run((log) -> log.add(AuditEntries.allowed("3")));
		List<String> lines = lines();
		assertThat(lines).hasSize(2);
		for (int i = 0; i < 2; i++) {
			JsonNode checkpoint = JsonMapper.shared().readTree(lines.get(i));
			assertThat(checkpoint.propertyNames()).containsExactly("hash", "keyId", "seq", "signature", "time");
			assertThat(checkpoint.get("seq").asInt()).isEqualTo(2 + i);
			assertThat(checkpoint.get("hash")).isEqualTo(this.audit.records().get(1 + i).get("hash"));
			assertThat(checkpoint.get("keyId").asString()).isEqualTo("audit-2026");
			String signed = checkpoint.get("signature").asString();
			Signature check = Signature.getInstance(signature);
			check.initVerify(pair.getPublic());
			check
				.update(lines.get(i).replace(",\"signature\":\"" + signed + "\"", "").getBytes(StandardCharsets.UTF_8));
			assertThat(check.verify(Base64.getUrlDecoder().decode(signed))).isTrue();
		}
	}

	@Test
	void recordsAreSignedWhileTheGatewayRuns() throws Exception {
		key("Ed25519", "Ed25519");
		run((log) -> {
			log.add(AuditEntries.allowed("1"));
			Awaitility.await().untilAsserted(() -> assertThat(lines()).hasSize(1));
			log.add(AuditEntries.allowed("2"));
			Awaitility.await().untilAsserted(() -> assertThat(lines()).hasSize(2));
		});
		assertThat(lines()).hasSize(2);
	}

	/** What the chain says of a removal anybody could have written. */
	@Test
	void removalOfOldFilesIsSigned() throws Exception {
		KeyPair pair = key("Ed25519", "Ed25519");
		run((log) -> {
			for (int day = 0; day < 3; day++) {
				log.add(AuditEntries.at(AuditEntries.NOON.minus(Duration.ofDays(9 - day)), "x"));
			}
			Awaitility.await()
				.until(() -> this.audit.files().stream().filter(CheckpointTests::isCompressed).count() == 2);
		});
		run(Duration.ofDays(5), (log) -> {
			log.add(AuditEntries.allowed("4"));
			Awaitility.await().until(() -> this.audit.files().size() == 1);
		});
		JsonNode expired = this.audit.records()
			.stream()
			.filter((record) -> record.get("decision").asString().equals("expired"))
			.toList()
			.getLast();
		String line = lines().stream().filter((text) -> text.contains("removedUpTo")).toList().getLast();
		JsonNode checkpoint = JsonMapper.shared().readTree(line);
		assertThat(checkpoint.propertyNames()).containsExactly("hash", "keyId", "removedUpTo", "removedUpToHash", "seq",
				"signature", "time");
		assertThat(checkpoint.get("hash")).isEqualTo(expired.get("hash"));
		assertThat(checkpoint.get("seq")).isEqualTo(expired.get("seq"));
		assertThat(checkpoint.get("removedUpTo").asLong()).isEqualTo(expired.get("upTo").asLong()).isEqualTo(3);
		assertThat(checkpoint.get("removedUpToHash")).isEqualTo(expired.get("upToHash"));
		String signed = checkpoint.get("signature").asString();
		Signature check = Signature.getInstance("Ed25519");
		check.initVerify(pair.getPublic());
		check.update(line.replace(",\"signature\":\"" + signed + "\"", "").getBytes(StandardCharsets.UTF_8));
		assertThat(check.verify(Base64.getUrlDecoder().decode(signed))).isTrue();
	}

	/** Whoever cannot be sure that a record is on the disk does not sign it. */
	@Test
	void nothingIsSignedWhileADayThatIsDoneIsNotOnTheDisk() throws Exception {
		key("Ed25519", "Ed25519");
		Files.createDirectories(file().getParent());
		// It takes every byte and refuses to be brought to any disk.
		Files.createSymbolicLink(this.audit.file("2026-11-20"), Path.of("/dev/null"));
		run((log) -> {
			log.add(AuditEntries.at(AuditEntries.NOON.minus(Duration.ofDays(1)), "1"));
			log.add(AuditEntries.allowed("2"));
			Awaitility.await().until(log::isFailing);
			Awaitility.await()
				.during(Duration.ofMillis(1500))
				.until(() -> log.isFailing() && log.isRefusing() && lines().isEmpty());
		});
		assertThat(lines()).isEmpty();
		assertThat(this.audit.file("2026-11-21")).doesNotExist();
		assertThat(this.folder.resolve("audit/audit.open")).exists();
	}

	@Test
	void checkpointsThatCannotBeWrittenAreTold() throws Exception {
		key("Ed25519", "Ed25519");
		Files.createDirectories(file());
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		try (AuditLog log = new AuditLog(settings(null), meters, InstantSource.fixed(AuditEntries.NOON), null)) {
			log.start();
			AuditHealthIndicator health = new AuditHealthIndicator(log);
			log.add(AuditEntries.allowed("1"));
			Awaitility.await().until(() -> "cannot be written".equals(health.health().getDetails().get("checkpoints")));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			Awaitility.await().until(() -> age(meters) > 2);
			assertThat(meters.get("gatehouse.audit.checkpoint.interval").gauge().value()).isEqualTo(1);
			Files.delete(file());
			Awaitility.await().until(() -> age(meters) < 2);
			assertThat(health.health().getDetails()).containsEntry("checkpoints", "written");
		}
	}

	@Test
	void recordThatIsNotToBeSignedHasNoAge() throws Exception {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		try (AuditLog log = this.audit.open(meters)) {
			log.start();
			assertThat(meters.find("gatehouse.audit.checkpoint.age").gauge()).isNull();
			assertThat(new AuditHealthIndicator(log).health().getDetails()).doesNotContainKey("checkpoints");
		}
	}

	private static double age(SimpleMeterRegistry meters) {
		return meters.get("gatehouse.audit.checkpoint.age").gauge().value();
	}

	private static boolean isCompressed(Path file) {
		return file.toString().endsWith(".gz");
	}

	@Test
	void checkpointThatACrashCutShortSpoilsNoOther() throws Exception {
		key("Ed25519", "Ed25519");
		run((log) -> log.add(AuditEntries.allowed("1")));
		Files.writeString(file(), "{\"hash\":\"", StandardOpenOption.APPEND);
		run((log) -> log.add(AuditEntries.allowed("2")));
		assertThat(lines()).hasSize(3);
		assertThat(JsonMapper.shared().readTree(lines().getLast()).get("seq").asInt()).isEqualTo(2);
	}

	@Test
	void keyThatIsNoneStopsTheStartByName() throws Exception {
		Files.writeString(this.keyFile, "no key");
		assertNoStart("holds no private key (PKCS#8, PEM) that can be read");
		key("RSA", "");
		assertNoStart("is neither an Ed25519 nor a P-256 key");
		key("EC", "secp384r1");
		assertNoStart("is neither an Ed25519 nor a P-256 key");
		Files.delete(this.keyFile);
		assertNoStart("holds no private key (PKCS#8, PEM) that can be read");
	}

	private void assertNoStart(String complaint) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> run((log) -> {
		})).withMessage("gatehouse.audit.signing-key: " + this.keyFile + " " + complaint);
	}

	private KeyPair key(String algorithm, String curve) throws GeneralSecurityException, IOException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		if (algorithm.equals("EC")) {
			generator.initialize(new ECGenParameterSpec(curve));
		}
		KeyPair pair = generator.generateKeyPair();
		Files.writeString(this.keyFile,
				"-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
						+ "\n-----END PRIVATE KEY-----\n");
		return pair;
	}

	private void run(Consumer<AuditLog> work) {
		run(null, work);
	}

	private void run(@Nullable Duration keep, Consumer<AuditLog> work) {
		try (AuditLog log = this.audit.open(settings(keep))) {
			log.start();
			work.accept(log);
		}
	}

	private RecordSettings.Audit settings(@Nullable Duration keep) {
		return new RecordSettings.Audit(this.folder.resolve("audit"), RecordSettings.WhenFull.REFUSE,
				DataSize.ofMegabytes(1), keep, this.keyFile, Duration.ofSeconds(1), null);
	}

	private List<String> lines() throws IOException {
		return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
	}

	private Path file() {
		return this.folder.resolve("audit/checkpoints-2026-11-21.jsonl");
	}

}
