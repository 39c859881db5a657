package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gatehouse.gateway.binding.SeenProofs.Result;
import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No proof is taken twice, whatever is forgotten, however full it is and wherever the
 * clock goes.
 */
@Checks("A-80")
class SeenProofsTests {

	private static final long NOW = 1_795_262_400_000L;

	private static final Duration MAX_AGE = Duration.ofSeconds(60);

	private static final Duration WINDOW = Duration.ofSeconds(65);

	private final SeenProofs seen = new SeenProofs(400, MAX_AGE, WINDOW);

	@Test
	void proofIsTakenOnce() {
		assertThat(take("a", NOW, NOW)).isEqualTo(Result.TAKEN);
		assertThat(take("a", NOW, NOW)).isEqualTo(Result.KNOWN);
		assertThat(take("a", NOW, NOW + 60_000)).isEqualTo(Result.KNOWN);
		assertThat(take("b", NOW, NOW)).isEqualTo(Result.TAKEN);
	}

	@Test
	void idIsTakenOnceWheneverItsProofWasMade() {
		assertThat(take("a", NOW, NOW)).isEqualTo(Result.TAKEN);
		for (long issued = NOW - 50_000; issued <= NOW + 5_000; issued += 1_000) {
			assertThat(take("a", issued, NOW)).isEqualTo(Result.KNOWN);
		}
	}

	/** Against a memory that forgets nothing, over hours of a clock that jumps. */
	@Test
	void nothingIsEverTakenTwice() {
		Random random = new Random(7);
		SeenProofs small = new SeenProofs(2000, MAX_AGE, WINDOW);
		Map<String, Long> made = new HashMap<>();
		List<String> ids = new ArrayList<>();
		Map<String, Integer> taken = new HashMap<>();
		long now = NOW;
		for (int i = 0; i < 60_000; i++) {
			now += random.nextInt(400);
			if (random.nextInt(2000) == 0) {
				now += random.nextInt(600_000) - 300_000;
			}
			String id;
			if (ids.isEmpty() || random.nextInt(3) > 0) {
				id = "p" + i;
				ids.add(id);
				made.put(id, now - random.nextInt(60_000) + random.nextInt(5_000));
			}
			else {
				id = ids.get(Math.max(0, ids.size() - 1 - random.nextInt(3000) % ids.size()));
			}
			long issued = Objects.requireNonNull(made.get(id));
			if (issued >= now - 60_000 && issued <= now + 5_000
					&& small.take(ProofId.of("key", id), "c" + i % 8, issued, now) == Result.TAKEN) {
				taken.merge(id, 1, Integer::sum);
			}
		}
		assertThat(taken).hasSizeGreaterThan(10_000).allSatisfy((id, times) -> assertThat(times).as(id).isOne());
	}

	@Test
	void whatIsTooOldIsForgottenAndNotTakenAgain() {
		for (int i = 0; i < 90; i++) {
			take("a" + i, NOW, NOW);
		}
		assertThat(this.seen.size()).isEqualTo(90);
		assertThat(take("b", NOW + 80_000, NOW + 80_000)).isEqualTo(Result.TAKEN);
		assertThat(this.seen.size()).isOne();
		assertThat(take("a1", NOW, NOW)).as("the clock was put back").isEqualTo(Result.FORGOTTEN);
		assertThat(take("c", NOW, NOW)).isEqualTo(Result.FORGOTTEN);
		assertThat(take("d", NOW + 79_000, NOW)).isEqualTo(Result.TAKEN);
	}

	@Test
	void fullMemoryRefusesTheNewAndKeepsTheOld() {
		for (int client = 0; client < 4; client++) {
			for (int i = 0; i < 100; i++) {
				assertThat(take(client + "-" + i, "c" + client, NOW, NOW)).isEqualTo(Result.TAKEN);
			}
		}
		assertThat(take("one-more", "new", NOW, NOW)).isEqualTo(Result.FULL);
		assertThat(this.seen.size()).isEqualTo(400);
		for (int i = 0; i < 100; i++) {
			assertThat(take("0-" + i, "c0", NOW, NOW)).isEqualTo(Result.KNOWN);
		}
		assertThat(take("later", "new", NOW + 80_000, NOW + 80_000)).isEqualTo(Result.TAKEN);
	}

	@Test
	void noClientTakesTheRoomOfTheOthers() {
		for (int i = 0; i < 100; i++) {
			assertThat(take("a" + i, "greedy", NOW - i * 500, NOW)).isEqualTo(Result.TAKEN);
		}
		assertThat(take("a100", "greedy", NOW, NOW)).isEqualTo(Result.FULL);
		assertThat(take("b", "modest", NOW, NOW)).isEqualTo(Result.TAKEN);
	}

	@Test
	void ofManyAtOnceOneTakesIt() throws Exception {
		for (int round = 0; round < 200; round++) {
			ProofId id = ProofId.of("key", "race" + round);
			Callable<Result> take = () -> this.seen.take(id, "acme", NOW, NOW);
			try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
				List<Result> results = threads.invokeAll(Collections.nCopies(8, take))
					.stream()
					.map(Future::resultNow)
					.toList();
				assertThat(results).filteredOn(Result.TAKEN::equals).hasSize((round < 100) ? 1 : 0);
			}
		}
	}

	private Result take(String id, long issued, long now) {
		return take(id, "acme", issued, now);
	}

	private Result take(String id, String client, long issued, long now) {
		return this.seen.take(ProofId.of("key", id), client, issued, now);
	}

}
