package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A gateway that called another one before it listened, and has nothing of it. */
@Timeout(180)
class WarmedGatewayTests {

	@TempDir
	private Path folder = Path.of("");

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void partnersGatewayKnowsNothingOfTheOther() throws IOException {
		Path log = this.folder.resolve("gateway.log");
		try (GateProcess gate = GateProcess.start(this.bank.settings(), log, "-Dgatehouse.warm-up.until=20s")) {
			Call call = Call.get("/v1/accounts").token(this.bank.token());
			Awaitility.await().until(() -> gate.send(call).status() == 200);

			assertThat(gate.send(Call.get("/v1/things").token(this.bank.token()))).hasStatus(404);
			assertThat(gate.metrics().series().keySet().toString()).doesNotContain("warm-up").doesNotContain("things");
			// Both ports answer before that is said.
			Awaitility.await()
				.untilAsserted(() -> assertThat(Files.readString(log))
					.containsPattern("warmed up by [1-9]\\d* calls in \\d+ ms")
					.containsSubsequence("warmed up by", "Netty started", "Started GatewayApplication")
					.containsOnlyOnce("Started GatewayApplication")
					.doesNotContain("the warm-up failed"));
		}
	}

	@Test
	void gatewayThatIsToldToEndDoesNotWaitForItsWarmUp() throws Exception {
		Path log = this.folder.resolve("gateway.log");
		Path temporary = Files.createDirectory(this.folder.resolve("tmp"));
		Process process = GateProcess.begin(this.bank.settings(), log, "-Dgatehouse.warm-up.until=30s",
				"-Djava.io.tmpdir=" + temporary);
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> kept(temporary).anyMatch((path) -> path.endsWith("/audit")));

			process.destroy();

			assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(143);
			assertThat(Files.readString(log)).doesNotContain("warmed up", "the warm-up failed", "ERROR");
			assertThat(kept(temporary)).isEmpty();
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** Returns what the other gateway keeps in this folder, which others use too. */
	private static Stream<String> kept(Path temporary) throws IOException {
		try (Stream<Path> all = Files.walk(temporary, 2)) {
			return all.map((path) -> temporary.relativize(path).toString())
				.filter((path) -> path.startsWith("gatehouse-warm-up-"))
				.toList()
				.stream();
		}
	}

	@Test
	void timeThatIsNoneStopsTheStartByItsKey() {
		assertThatThrownBy(() -> GateProcess.start(Stream.of(), this.folder.resolve("gateway.log"),
				"-Dgatehouse.warm-up.until=soon"))
			.hasMessageContaining("gatehouse.warm-up.until: must be a time between 0s and 30s");
	}

}
