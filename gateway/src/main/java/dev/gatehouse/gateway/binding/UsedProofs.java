package dev.gatehouse.gateway.binding;

import java.time.InstantSource;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.token.BindingFault;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes each proof once (RFC 9449, section 11.1): at this gateway, and at all that share
 * its store. What nobody can remember is refused.
 */
final class UsedProofs {

	private static final int RETRY_SECONDS = 1;

	private final SeenProofs seen;

	private final @Nullable ProofStore store;

	private final Scheduler afterStore;

	private final InstantSource clock;

	/**
	 * @param store null: this gateway is alone
	 * @param afterStore where requests go on that had to wait for the store
	 */
	UsedProofs(SeenProofs seen, @Nullable ProofStore store, Scheduler afterStore, InstantSource clock) {
		this.seen = seen;
		this.store = store;
		this.afterStore = afterStore;
		this.clock = clock;
	}

	/**
	 * Takes a proof of this client.
	 * @param issued when it was made, milliseconds of the epoch
	 * @return null if it is new; else what ends when the store has said so
	 * @throws Refusal if it was used before, or nobody could remember it; or ends with it
	 */
	@Nullable Mono<Void> take(ProofId id, String client, long issued) {
		switch (this.seen.take(id, client, issued, this.clock.millis())) {
			case KNOWN -> throw BindingFault.PROOF_REPLAYED.refusal();
			case FORGOTTEN -> throw BindingFault.PROOF_TIME.refusal();
			case FULL -> throw Refusal.of(Problem.OVERLOADED, "There are too many proofs at the moment.")
				.retryAfter(RETRY_SECONDS);
			case TAKEN -> {
			}
		}
		return (this.store != null) ? ask(this.store, id, issued) : null;
	}

	private Mono<Void> ask(ProofStore store, ProofId id, long issued) {
		return Mono.fromFuture(store.take(id, issued), true)
			// Not on the thread that brings the answers.
			.publishOn(this.afterStore)
			.onErrorMap((error) -> Refusal.of(Problem.IDENTITY_UNAVAILABLE, "Proofs cannot be checked at the moment.")
				.retryAfter(RETRY_SECONDS))
			.flatMap((result) -> switch (result) {
				case TAKEN -> Mono.empty();
				case EARLY -> Mono.error(BindingFault.PROOF_TIME.refusal());
				case KNOWN, TOLD -> Mono.error(BindingFault.PROOF_REPLAYED.refusal());
			});
	}

}
