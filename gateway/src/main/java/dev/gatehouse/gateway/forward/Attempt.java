package dev.gatehouse.gateway.forward;

import java.util.concurrent.TimeoutException;

import dev.gatehouse.gateway.record.Passage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SignalType;
import reactor.netty.channel.AbortedException;

/**
 * One call of a service as it goes: whether it answered, and with what. Belongs to one
 * request.
 */
final class Attempt {

	/** What an attempt says about the service. */
	enum Verdict {

		GOOD, BAD, NEITHER

	}

	private static final int NO_ANSWER = 0;

	private static final long NOT_YET = 0;

	private final long began = System.nanoTime();

	private long ended = this.began;

	private boolean received;

	/** When the service was last heard of, since it owes an answer. */
	private long heard = NOT_YET;

	private int status = NO_ANSWER;

	private @Nullable Throwable error;

	/** The whole request has come from the client. */
	void received() {
		this.received = true;
		heard();
	}

	/** The request goes out, and nothing is owed yet. */
	void sent() {
		this.heard = NOT_YET;
	}

	/** Something of the answer has come. */
	void heard() {
		long now = System.nanoTime();
		this.heard = (now != NOT_YET) ? now : now + 1;
	}

	void answered(int status) {
		this.status = status;
		heard();
		this.ended = this.heard;
	}

	void failed(Throwable error) {
		this.error = error;
	}

	/**
	 * Returns how long the service took: up to the beginning of its answer, because then
	 * it is the client that may be slow.
	 */
	long nanos() {
		return (hasAnswer() ? this.ended : System.nanoTime()) - this.began;
	}

	/** Returns how long ago it began, in nanoseconds. */
	long age(long now) {
		return now - this.began;
	}

	/**
	 * Returns whether the service owes an answer and has not been heard of for so long.
	 */
	boolean isSilentFor(long nanos, long now) {
		return this.heard != NOT_YET && now - this.heard >= nanos;
	}

	boolean hasAnswer() {
		return this.status != NO_ANSWER;
	}

	Verdict verdict(SignalType signal) {
		if (signal == SignalType.CANCEL || UpstreamErrors.isOwn(this.error) || isOfTheClient()) {
			return Verdict.NEITHER;
		}
		return (this.error != null || this.status >= 500) ? Verdict.BAD : Verdict.GOOD;
	}

	/**
	 * It went away while it was answered, took the answer too slowly, or did not send its
	 * request to the end.
	 */
	private boolean isOfTheClient() {
		return (hasAnswer()) ? this.error instanceof AbortedException || this.error instanceof TimeoutException
				: !this.received && this.error instanceof TimeoutException;
	}

	/** Tells what is known of it, for the spans of its request. */
	void tell(Passage passage, Origin origin, SignalType signal, boolean isRepeated) {
		passage.called(origin.host(), origin.port(), this.began, System.nanoTime(), this.status, fault(signal),
				isRepeated);
	}

	/** Returns a status that is an error, or the name of what happened; null: nothing. */
	private @Nullable String fault(SignalType signal) {
		if (this.status >= 400) {
			return Integer.toString(this.status);
		}
		if (signal == SignalType.CANCEL) {
			return "cancelled";
		}
		return (this.error != null) ? this.error.getClass().getName() : null;
	}

	Throwable cause() {
		return (this.error != null) ? this.error : new IllegalStateException("status " + this.status);
	}

}
