package dev.gatehouse.gateway.revocation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.limits.RedisServer;
import dev.gatehouse.gateway.limits.Relay;
import io.lettuce.core.KillArgs;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Four gateways and a real store: what one is told, all refuse within a second. */
@Timeout(60)
class SharedRevocationsTests {

	private static final String ENTRIES = "gatehouse:revocations";

	private final RedisServer store = new RedisServer();

	private final List<Node> nodes = new ArrayList<>();

	@TempDir
	private Path folder = Path.of("");

	SharedRevocationsTests() {
		for (int i = 0; i < 4; i++) {
			this.nodes.add(new Node(this.store.url(), null));
		}
	}

	@AfterEach
	void close() {
		this.store.goOn();
		this.nodes.forEach(Node::close);
		this.store.close();
	}

	@Checks({ "A-63", "A-159" })
	@Test
	void whatOneIsToldAllRefuseWithinASecond() throws ManagementProblem {
		for (int i = 0; i < 8; i++) {
			String client = "client-" + i;
			assertThat(this.nodes.get(i % 4).revoke(client)).containsEntry("store", "reachable");
			withinASecond().until(() -> allRefuse(client));
		}
		this.nodes.get(1).revoke(Kind.TOKEN, "stolen", null);
		this.nodes.get(2).revoke(Kind.KEY, "leaked", null);
		withinASecond().until(() -> this.nodes.stream()
			.allMatch((node) -> node.refuses("x", "stolen", "k", 1) && node.refuses("x", "j", "leaked", 1)));
	}

	@Test
	void whatOneUndoesAllLetInWithinASecond() throws ManagementProblem {
		this.nodes.get(0).revoke("acme");
		// Whoever undoes it may not have been told yet.
		this.nodes.get(1).undo(Kind.CLIENT, "acme");
		withinASecond().until(() -> noneRefuses("acme"));
		this.nodes.get(2).revoke("acme");
		withinASecond().until(() -> allRefuse("acme"));
	}

	/** Without ever asking by itself. */
	@Test
	void pushAloneIsEnough() throws ManagementProblem {
		try (Node patient = new Node(this.store.url(), null, Duration.ofMinutes(1), InstantSource.system())) {
			this.nodes.get(0).revoke("acme");
			withinASecond().until(() -> patient.refuses("acme"));
			this.nodes.get(0).undo(Kind.CLIENT, "acme");
			withinASecond().until(() -> !patient.refuses("acme"));
		}
	}

	@Test
	void pushThatGotLostIsFoundAgain() throws ManagementProblem {
		this.nodes.get(0).revoke("globex");
		withinASecond().until(() -> allRefuse("globex"));
		// As the script does it, but without a word.
		String last = this.store.run((redis) -> redis.hget(ENTRIES, "version"));
		long version = Long.parseLong(last) + 1;
		this.store.run((redis) -> {
			redis.hset(ENTRIES, "client:acme", "revoked 1 9999999999 9999999999 quietly");
			redis.zadd(ENTRIES + ":order", version, "client:acme");
			return redis.hset(ENTRIES, "version", Long.toString(version));
		});
		withinASecond().until(() -> allRefuse("acme"));
	}

	@Test
	void whoseListeningConnectionIsCutIsToldAllTheSame() throws ManagementProblem {
		for (int i = 0; i < 3; i++) {
			String client = "client-" + i;
			long killed = this.store.run((redis) -> redis.clientKill(KillArgs.Builder.typePubsub()));
			assertThat(killed).isPositive();
			this.nodes.get(0).revoke(client);
			withinASecond().until(() -> allRefuse(client));
			Awaitility.await().until(() -> listeners() == 4);
		}
	}

	private long listeners() {
		return this.store
			.run((redis) -> redis.pubsubNumsub(RevocationStore.CHANNEL).getOrDefault(RevocationStore.CHANNEL, 0L));
	}

	@Test
	void everyConnectionThatIsCutComesBack() throws ManagementProblem {
		this.store.run((redis) -> redis.clientKill(KillArgs.Builder.typeNormal().skipme()));
		this.store.run((redis) -> redis.clientKill(KillArgs.Builder.typePubsub()));
		Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> listeners() == 4);
		this.nodes.get(3).revoke("acme");
		withinASecond().until(() -> allRefuse("acme"));
	}

	/** Both of the connections, the one that only listens too. */
	@Test
	void connectionsThatTheNetworkForgotAreReplaced() throws ManagementProblem {
		try (Relay relay = new Relay(this.store); Node far = new Node(relay.url(), null)) {
			for (int i = 0; i < 2; i++) {
				String client = "client-" + i;
				relay.forget();
				this.nodes.get(0).revoke(client);
				Awaitility.await()
					.atMost(Duration.ofSeconds(5))
					.pollInterval(Duration.ofMillis(10))
					.until(() -> relay.forgotten() == 0 && relay.connections() == 2 && far.refuses(client));
			}
		}
	}

	@Test
	void storeThatIsKilledTakesNothingAlongAndHearsWhatWasMissed() throws ManagementProblem {
		this.nodes.get(0).revoke("before");
		withinASecond().until(() -> allRefuse("before"));
		this.store.kill();
		Awaitility.await().until(() -> this.nodes.get(1).keeper().store() == Outcome.Store.AWAY);
		assertThat(allRefuse("before")).isTrue();
		assertThat(this.nodes.get(1).revoke("meanwhile")).containsEntry("store", "away").containsEntry("kept", false);
		assertThat(this.nodes.get(1).refuses("meanwhile")).isTrue();
		assertThat(this.nodes.get(2).refuses("meanwhile")).isFalse();
		this.nodes.get(2).undo(Kind.CLIENT, "before");
		Awaitility.await().until(() -> this.nodes.get(1).keeper().ageSeconds() > 1);
		this.store.start();
		Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> allRefuse("meanwhile") && noneRefuses("before"));
		Awaitility.await().until(() -> this.nodes.get(1).keeper().ageSeconds() < 1);
	}

	@Test
	void storeThatHangsDelaysNoRevocationHere() throws ManagementProblem {
		this.store.stop();
		long began = System.nanoTime();
		Node node = this.nodes.get(0);
		Thread.ofVirtual().start(() -> {
			try {
				node.revoke("acme");
			}
			catch (ManagementProblem ex) {
				throw new IllegalStateException(ex);
			}
		});
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> node.refuses("acme"));
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
		this.store.goOn();
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> allRefuse("acme"));
	}

	@Test
	void nodeThatWasAwayKnowsBeforeItServes() throws ManagementProblem {
		this.nodes.removeLast().close();
		this.nodes.getFirst().revoke("acme");
		try (Node back = new Node(this.store.url(), null)) {
			assertThat(back.refuses("acme")).isTrue();
		}
	}

	@Test
	void withoutTheStoreANodeStartsWithWhatItLastKnew() throws ManagementProblem {
		Path file = this.folder.resolve("revocations.json");
		try (Node node = new Node(this.store.url(), file)) {
			this.nodes.getFirst().revoke("acme");
			withinASecond().until(() -> node.refuses("acme"));
			assertThat(node.keeper().ageSeconds()).isLessThan(5);
		}
		this.store.kill();
		try (Node node = new Node(this.store.url(), file)) {
			assertThat(node.refuses("acme")).isTrue();
			assertThat(node.isKnown()).isTrue();
			assertThat(node.keeper().store()).isEqualTo(Outcome.Store.AWAY);
			assertThat(node.keeper().ageSeconds()).isBetween(0.0, 60.0);
			assertThat(node.list()).containsEntry("store", "away").containsKey("ageSeconds");
		}
	}

	/** Not even what is told to it meanwhile makes it believe that it knows all. */
	@Test
	void withoutStoreAndFileItIsNotKnownWhatIsRevoked() throws ManagementProblem {
		Path file = this.folder.resolve("revocations.json");
		this.nodes.getFirst().revoke("acme");
		this.store.kill();
		for (int i = 0; i < 2; i++) {
			try (Node node = new Node(this.store.url(), file)) {
				assertThat(node.isKnown()).isFalse();
				assertThat(node.keeper().ageSeconds()).isNaN();
				assertThat(node.revoke("globex")).containsEntry("kept", false);
				assertThat(file).doesNotExist();
			}
		}
		try (Node node = new Node(this.store.url(), file)) {
			node.revoke("globex");
			this.store.start();
			Awaitility.await().atMost(Duration.ofSeconds(3)).until(node::isKnown);
			assertThat(node.refuses("acme")).isTrue();
			Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> allRefuse("globex"));
		}
	}

	@Test
	void storeThatLostItsMemoryIsToldEverythingAgain() throws ManagementProblem {
		this.nodes.get(0).revoke("acme");
		this.nodes.get(1).revoke(Kind.KEY, "leaked", null);
		withinASecond().until(() -> allRefuse("acme"));
		this.store.run((redis) -> redis.flushall());
		Awaitility.await()
			.atMost(Duration.ofSeconds(2))
			.until(() -> this.store.run((redis) -> redis.hgetall(ENTRIES))
				.keySet()
				.containsAll(List.of("client:acme", "key:leaked")));
		assertThat(allRefuse("acme")).isTrue();
		this.nodes.get(2).revoke("globex");
		withinASecond().until(() -> allRefuse("globex") && allRefuse("acme"));
	}

	/**
	 * One that slept through it has the revocation in its file, and the store nothing.
	 */
	@Test
	void whatWasUndoneIsNotBroughtBack() throws ManagementProblem {
		Path file = this.folder.resolve("revocations.json");
		try (Node node = new Node(this.store.url(), file)) {
			this.nodes.get(0).revoke("acme");
			withinASecond().until(() -> node.refuses("acme"));
		}
		this.nodes.get(1).undo(Kind.CLIENT, "acme");
		withinASecond().until(() -> noneRefuses("acme"));
		this.store.run((redis) -> redis.flushall());
		try (Node node = new Node(this.store.url(), file)) {
			Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !node.refuses("acme"));
			Awaitility.await()
				.until(() -> this.store.run((redis) -> redis.hgetall(ENTRIES))
					.getOrDefault("client:acme", "")
					.startsWith("undone"));
			assertThat(noneRefuses("acme")).isTrue();
		}
	}

	@Test
	void storeThatFellBackToAnOlderCopyIsToldWhatItLacks() throws ManagementProblem {
		this.nodes.get(0).revoke("acme");
		this.nodes.get(0).revoke("globex");
		withinASecond().until(() -> allRefuse("globex"));
		this.store.run((redis) -> redis.hdel(ENTRIES, "client:globex"));
		this.store.kill();
		this.store.start();
		Awaitility.await()
			.atMost(Duration.ofSeconds(3))
			.until(() -> this.store.run((redis) -> redis.hexists(ENTRIES, "client:globex")));
		assertThat(allRefuse("globex")).isTrue();
	}

	@Test
	void writersAtTheSameTimeLoseNothing() throws Exception {
		try (ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> done = new ArrayList<>();
			for (int n = 0; n < 4; n++) {
				Node node = this.nodes.get(n);
				int at = n;
				for (int i = 0; i < 40; i++) {
					int number = i;
					done.add(operators.submit(() -> node.revoke("client-" + at + "-" + number)));
					done.add(operators.submit(() -> node.revoke(Kind.CLIENT, "shared-" + number % 5,
							Instant.now().minusSeconds(40 * (at + 1)).plusSeconds(number))));
				}
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> this.nodes.stream().allMatch(this::isSame));
		assertThat(this.nodes.getFirst().size()).isEqualTo(165);
		// One that comes later is told the same by the store.
		try (Node late = new Node(this.store.url(), null)) {
			assertThat(isSame(late)).isTrue();
		}
	}

	private boolean isSame(Node node) {
		return node.register()
			.all()
			.collect(Collectors.toSet())
			.equals(this.nodes.getFirst().register().all().collect(Collectors.toSet()));
	}

	@Test
	void whatIsOverIsGoneFromEverywhere() throws ManagementProblem {
		// The store's clock says when it is over.
		AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minusSeconds(3600 + 30 + 310));
		this.nodes.forEach(Node::close);
		this.nodes.clear();
		for (int i = 0; i < 2; i++) {
			this.nodes.add(new Node(this.store.url(), null, Keeper.TICK, now::get));
		}
		this.nodes.get(0).revoke("acme");
		this.nodes.get(0).revoke("globex");
		this.nodes.get(1).undo(Kind.CLIENT, "globex");
		this.nodes.get(0).revoke(Kind.KEY, "leaked", null);
		now.updateAndGet((before) -> before.plusSeconds(3600 + 30 + 310));
		Awaitility.await()
			.atMost(Duration.ofSeconds(3))
			.until(() -> this.store.run((redis) -> redis.hkeys(ENTRIES))
				.stream()
				.filter((name) -> name.contains(":"))
				.toList()
				.equals(List.of("key:leaked")));
		Awaitility.await().until(() -> this.nodes.stream().allMatch((node) -> node.size() == 1));
		long names = this.store.run((redis) -> redis.zcard(ENTRIES + ":order"));
		assertThat(names).isEqualTo(1);
		try (Node late = new Node(this.store.url(), null, Keeper.TICK, now::get)) {
			assertThat(late.size()).isEqualTo(1);
		}
	}

	@Test
	void gatewayWhoseClockIsAheadTakesNothingFromTheOthers() throws ManagementProblem {
		this.nodes.get(0).revoke("acme");
		withinASecond().until(() -> allRefuse("acme"));
		AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
		try (Node ahead = new Node(this.store.url(), null, Keeper.TICK, now::get)) {
			now.updateAndGet((before) -> before.plusSeconds(86_400));
			for (int i = 0; i < 3; i++) {
				String client = "client-" + i;
				this.nodes.get(0).revoke(client);
				withinASecond().until(() -> ahead.refuses(client));
				// It may sweep once more.
				now.updateAndGet((before) -> before.plusSeconds(61));
			}
			boolean isThere = this.store.run((redis) -> redis.hexists(ENTRIES, "client:acme"));
			assertThat(isThere).isTrue();
			assertThat(ahead.refuses("acme")).isTrue();
			// Nor one that begins with such a clock.
			try (Node late = new Node(this.store.url(), null, Keeper.TICK, now::get)) {
				assertThat(late.refuses("acme")).isTrue();
			}
		}
		try (Node late = new Node(this.store.url(), null)) {
			assertThat(late.refuses("acme")).isTrue();
		}
	}

	@Test
	void entryThatIsNoneHidesNoOther() throws ManagementProblem {
		this.store.run((redis) -> redis.hset(ENTRIES, "client:acme", "let me in"));
		this.store.run((redis) -> redis.hset(ENTRIES, "nonsense", "revoked 1 2 3 x"));
		this.store.run((redis) -> redis.zadd(ENTRIES + ":order", 1.0, "client:acme", 2.0, "nonsense"));
		try (Node late = new Node(this.store.url(), null)) {
			this.nodes.get(0).revoke("globex");
			withinASecond().until(() -> late.refuses("globex"));
			this.nodes.get(0).revoke("acme");
			withinASecond().until(() -> late.refuses("acme") && allRefuse("acme"));
		}
	}

	/**
	 * Far more than are asked for at once: in a store that forgot, on a node that starts.
	 */
	@Test
	void manyAreShared() throws ManagementProblem {
		int many = 20_000;
		Node first = this.nodes.getFirst();
		this.store.stop();
		Awaitility.await().until(() -> first.keeper().store() == Outcome.Store.AWAY);
		for (int i = 0; i < many; i++) {
			first.register()
				.merge(new Revocation(new Subject(Kind.TOKEN, "00000000-0000-0000-0000-" + i), true, 1, 0,
						9_999_999_999L, "tests"));
		}
		this.store.goOn();
		Awaitility.await()
			.atMost(Duration.ofSeconds(50))
			.until(() -> this.nodes.stream().allMatch((node) -> node.size() == many));
		try (Node late = new Node(this.store.url(), null)) {
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(late::isKnown);
			assertThat(late.size()).isEqualTo(many);
			first.revoke("acme");
			withinASecond().until(() -> late.refuses("acme") && allRefuse("acme"));
		}
	}

	private boolean allRefuse(String client) {
		return this.nodes.stream().allMatch((node) -> node.refuses(client));
	}

	private boolean noneRefuses(String client) {
		return this.nodes.stream().noneMatch((node) -> node.refuses(client));
	}

	private static ConditionFactory withinASecond() {
		return Awaitility.await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(5));
	}

}
