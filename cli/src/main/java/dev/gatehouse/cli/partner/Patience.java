package dev.gatehouse.cli.partner;

import java.time.Duration;
import java.util.Optional;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * How long Keycloak is waited for.
 *
 * @param answer for one answer
 * @param settling for what was sent and not answered, and may still be done
 */
record Patience(Duration answer, Duration settling) {

	static final Patience USUAL = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(10));

	private static final long PAUSE_MILLIS = 250;

	/** Something that does no harm if it is done twice. */
	@FunctionalInterface
	interface Step<T> {

		/** What is known after it; empty: nothing yet. */
		Optional<T> take() throws InterruptedException;

	}

	/**
	 * Takes a step, and again while nothing is known after it; at least twice, however
	 * long the first answer was waited for.
	 * @return what is known in the end
	 * @throws OutcomeUnknown if Keycloak does not answer in the end
	 */
	<T> Optional<T> settle(Step<T> step) throws InterruptedException {
		Attempt<T> attempt = attempt(step, null);
		long end = System.nanoTime() + this.settling.toNanos();
		while (attempt.known().isEmpty() && System.nanoTime() - end < 0) {
			Thread.sleep(PAUSE_MILLIS);
			attempt = attempt(step, attempt.unknown());
		}
		if (attempt.unknown() != null) {
			throw attempt.unknown();
		}
		return attempt.known();
	}

	private static <T> Attempt<T> attempt(Step<T> step, @Nullable OutcomeUnknown before) throws InterruptedException {
		try {
			return new Attempt<>(step.take(), null);
		}
		catch (OutcomeUnknown ex) {
			return new Attempt<>(Optional.empty(), ex);
		}
		catch (Complaint ex) {
			// That this one is refused says nothing of the one before.
			throw (before != null) ? before : ex;
		}
	}

	private record Attempt<T>(Optional<T> known, @Nullable OutcomeUnknown unknown) {
	}

}
