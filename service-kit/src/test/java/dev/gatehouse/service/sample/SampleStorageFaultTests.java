package dev.gatehouse.service.sample;

import java.time.Duration;

import dev.gatehouse.service.contract.ContractClient;
import dev.gatehouse.service.test.RunningService;
import dev.gatehouse.service.test.StorageFaultTests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SampleStorageFaultTests extends StorageFaultTests {

	SampleStorageFaultTests() {
		super(Notes.contract(), SampleApplication.class, "/v1/notes", Notes.SETTINGS);
	}

	@Test
	void killedDatabaseIsRefusedWithinASecondAndRecovers() {
		warmUp();
		database().kill();
		try {
			assertRefused();
		}
		finally {
			database().start();
		}
		awaitRecovery();
	}

	@Test
	void serviceThatStartsBesideAHungDatabaseComesUpWithIt() {
		database().pause();
		try (RunningService second = startAnother()) {
			assertThat(second.liveness().status()).isEqualTo(200);
			assertThat(second.readiness().status()).isEqualTo(503);
			database().resume();
			await().atMost(Duration.ofSeconds(15)).until(() -> second.readiness().status() == 200);
			ContractClient.of(Notes.contract(), second.port()).asStranger().get("/v1/notes").send().expect(200);
		}
		finally {
			database().resume();
		}
	}

}
