package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request waits for the store once, and never long. While one exchange comes to nothing
 * only those wait that came before that was seen.
 */
@Timeout(20)
class StoreStateTests {

	private final StoreState state = new StoreState(Duration.ofMillis(4), 1, InstantSource.system(), System.nanoTime());

	/** Nothing else ends it: the exchange does not come back. */
	@Test
	void waitEndsByItselfAndNobodyWaitsAgainInTheSameExchange() {
		CompletableFuture<Void> before = this.state.begin();
		CompletableFuture<Void> first = this.state.awaitNews();
		first.join();
		for (int i = 0; i < 1000; i++) {
			assertThat(this.state.awaitNews()).isCompleted();
		}
		assertThat(before).isNotCompleted();
	}

	@Test
	void nextExchangeIsWaitedForAgain() {
		this.state.begin();
		this.state.awaitNews().join();
		CompletableFuture<Void> over = this.state.begin();
		assertThat(over).isCompleted();
		assertThat(this.state.begin()).isNotCompleted();
	}

	@Test
	void whoCameBeforeTheExchangeBeganHearsOfIt() {
		StoreState patient = new StoreState(Duration.ofHours(1), 1, InstantSource.system(), System.nanoTime());
		CompletableFuture<Void> early = patient.awaitNews();
		CompletableFuture<Void> waiting = patient.begin();
		CompletableFuture<Void> late = patient.awaitNews();
		waiting.complete(null);
		assertThat(early).isCompleted();
		assertThat(late).isNotCompleted();
	}

	@Test
	void nobodyIsSentToWaitForAStoreThatIsAway() {
		RateLease lease = new RateLease("lease", "acme", new Pace(1_000_000_000, 1_000_000_000, 1), this.state, 0);
		assertThat(lease.takeOrAsk(0)).isEqualTo(Count.OF_SHARE);
		assertThat(lease.takeOrAsk(0)).isPositive();
		this.state.answered(1, new StoreTime(0, 1, 1));
		assertThat(lease.takeOrAsk(0)).isEqualTo(Count.ASK);
		this.state.away();
		assertThat(lease.takeOrAsk(0)).isPositive();
	}

}
