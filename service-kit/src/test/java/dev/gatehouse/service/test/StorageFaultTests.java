package dev.gatehouse.service.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.Contract;
import dev.gatehouse.service.contract.ContractClient;
import dev.gatehouse.service.test.RunningService.Health;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service whose database hangs or is not there yet: 503 within a second, alive but not
 * ready, well again without a restart. Each service extends this once; the kit's sample
 * does so with what else a database can do, which all of them leave to the kit.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StorageFaultTests {

	private static final Duration WITHIN = Duration.ofSeconds(1);

	private final Contract contract;

	private final Class<?> application;

	private final String list;

	private final Map<String, Object> settings;

	private final BreakablePostgres database = BreakablePostgres.create();

	private RunningService service;

	/**
	 * For {@code apis/<name>.yaml}.
	 * @param application the service's main class
	 * @param list the path of a list that any partner may read
	 */
	protected StorageFaultTests(String name, Class<?> application, String list) {
		this(Contract.named(name), application, list, Map.of());
	}

	@SuppressWarnings("NullAway.Init")
	protected StorageFaultTests(Contract contract, Class<?> application, String list, Map<String, Object> settings) {
		this.contract = contract;
		this.application = application;
		this.list = list;
		this.settings = settings;
	}

	/** The service starts before its database does. */
	@BeforeAll
	void startWithoutDatabase() {
		this.service = startAnother();
		awaitRefusal();
		assertRefused();
		this.database.start();
		awaitRecovery();
	}

	@AfterAll
	void stop() {
		this.service.close();
		this.database.close();
	}

	@Test
	void hungDatabaseIsRefusedWithinASecondAndRecovers() {
		warmUp();
		this.database.pause();
		try {
			assertRefused();
		}
		finally {
			this.database.resume();
		}
		awaitRecovery();
	}

	/** Connections that were used a moment ago are the ones a pool trusts. */
	protected void warmUp() {
		atOnce(8).forEach((answer) -> answer.expect(200));
	}

	/** The first answer of a JVM pays for loading classes. */
	private void awaitRefusal() {
		await().atMost(Duration.ofSeconds(15))
			.until(() -> client(this.service).get(this.list).send().took().compareTo(WITHIN) < 0);
	}

	protected void assertRefused() {
		for (int round = 0; round < 3; round++) {
			assertThat(atOnce(20)).allSatisfy((answer) -> {
				answer.expect(503, "storage-unavailable");
				assertThat(answer.took()).isLessThan(WITHIN);
			});
			assertThat(this.service.liveness().status()).isEqualTo(200);
			Health readiness = this.service.readiness();
			assertThat(readiness.status()).isEqualTo(503);
			assertThat(readiness.took()).isLessThan(WITHIN);
		}
	}

	protected void awaitRecovery() {
		await().atMost(Duration.ofSeconds(15)).until(() -> this.service.readiness().status() == 200);
		await().atMost(Duration.ofSeconds(15)).until(() -> client(this.service).get(this.list).send().status() == 200);
	}

	private List<Answer> atOnce(int calls) {
		ContractClient client = client(this.service);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = IntStream.range(0, calls)
				.mapToObj((_) -> callers.submit(() -> client.get(this.list).send()))
				.toList();
			return answers.stream().map(StorageFaultTests::join).toList();
		}
	}

	private static Answer join(Future<Answer> answer) {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			throw new AssertionError(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for an answer", ex);
		}
	}

	/** The database that may be broken. */
	protected BreakablePostgres database() {
		return this.database;
	}

	/** Another one of the same service. */
	protected RunningService startAnother() {
		return RunningService.start(this.application, this.database, this.settings);
	}

	private ContractClient client(RunningService of) {
		return ContractClient.of(this.contract, of.port()).asStranger();
	}

}
