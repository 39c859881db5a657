package dev.gatehouse.gateway.record;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.tracing.Tracing;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.web.server.ServerWebExchange;

/**
 * Begins the passage of every request and records its end: an audit entry, the metrics
 * and, where there is a collector, the spans of some.
 */
public final class Recorder {

	/** In place of a status, when none was sent. */
	public static final int NOTHING = 0;

	/** What is recorded of a path: no operation's is longer. */
	private static final int LONGEST_PATH = 512;

	/** What a proxy records when the client went away before there was a status. */
	private static final int CLIENT_CLOSED = 499;

	/** What a refusal is about that was made for want of room for its record. */
	private static final Object RECORD = "record";

	private final AuditLog audit;

	private final RequestMetrics metrics;

	private final @Nullable Tracing tracing;

	private final InstantSource clock;

	private final LongSupplier nanoTime;

	/**
	 * @param tracing null: no request has spans
	 */
	Recorder(AuditLog audit, RequestMetrics metrics, @Nullable Tracing tracing, InstantSource clock,
			LongSupplier nanoTime) {
		this.audit = audit;
		this.metrics = metrics;
		this.tracing = tracing;
		this.clock = clock;
		this.nanoTime = nanoTime;
	}

	/** Begins a passage with a request id of the gateway's own. */
	public Passage begin(ServerWebExchange exchange) {
		this.audit.expect();
		return Passage.begin(exchange, this.clock.instant(), this.nanoTime.getAsLong(), requestId(), this.tracing);
	}

	/**
	 * Begins the passage of what could not be read as a request.
	 * @param requestLine its first line, if that was well-formed
	 */
	public Passage beginUnread(@Nullable String requestLine) {
		this.audit.expect();
		return Passage.unread(this.clock.instant(), this.nanoTime.getAsLong(), requestId(), this.tracing, requestLine);
	}

	/**
	 * Refuses the request if its record could not be written, and the operator wants no
	 * request without one.
	 */
	public void requireRoom() {
		if (this.audit.isRefusing()) {
			throw Refusal.of(Problem.OVERLOADED, "The gateway takes no requests at the moment.")
				.retryAfter(1)
				.about(RECORD);
		}
	}

	/**
	 * A random UUID (RFC 9562, section 5.4) that names a request and guards nothing: no
	 * need to wait for entropy.
	 */
	private static String requestId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (random.nextLong() & ~0xf000L) | 0x4000L;
		long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
		return new UUID(high, low).toString();
	}

	/**
	 * Records a passage that has ended.
	 * @param sent the status that was sent, or {@link #NOTHING}
	 * @param completed whether the answer was sent to its end
	 */
	public void end(Passage passage, int sent, boolean completed) {
		long now = this.nanoTime.getAsLong();
		long nanos = now - passage.beganNanos();
		Outcome outcome = outcome(passage.refusal(), completed);
		int status = (sent != NOTHING) ? sent : CLIENT_CLOSED;
		this.metrics.count(passage, status, outcome, nanos);
		passage.endSpans(sent, outcome, now);
		Refusal refusal = passage.refusal();
		if (refusal != null && refusal.subject() == RECORD) {
			// Their records would take the room of those that were let in.
			this.audit.lose(passage.began());
		}
		else {
			this.audit.add(entry(passage, status, TimeUnit.NANOSECONDS.toMillis(nanos)));
		}
	}

	/**
	 * Records what could not be read as a request. While there is only room for those
	 * that were let in it is counted instead: a stranger could send any number of them.
	 */
	public void endUnread(Passage passage, int status) {
		if (this.audit.isRefusing()) {
			long nanos = this.nanoTime.getAsLong() - passage.beganNanos();
			this.metrics.count(passage, status, outcome(passage.refusal(), true), nanos);
			this.audit.lose(passage.began());
		}
		else {
			end(passage, status, true);
		}
	}

	private static Outcome outcome(@Nullable Refusal refusal, boolean completed) {
		if (!completed) {
			return Outcome.ABORTED;
		}
		if (refusal == null) {
			return Outcome.ALLOWED;
		}
		return refusal.problem().isFailure() ? Outcome.FAILED : Outcome.REFUSED;
	}

	private static AuditEntry entry(Passage passage, int status, long millis) {
		Operation operation = passage.operation();
		Refusal refusal = passage.refusal();
		Source source = passage.source();
		Jwt token = passage.token();
		String path = passage.path();
		return new AuditEntry(passage.began(), passage.requestId(), passage.traceId(), passage.client(),
				(token != null && token.getClaims().get(JwtClaimNames.JTI) instanceof String id) ? id : null,
				(token != null) ? text(token.getHeaders().get("kid")) : null, (source != null) ? source.text() : null,
				(operation != null) ? operation.api() : null, (operation != null) ? operation.id() : null,
				passage.method(), (path.length() > LONGEST_PATH) ? path.substring(0, LONGEST_PATH) : path,
				(operation != null) ? operation.scopes() : List.of(),
				(refusal != null) ? refusal.problem().id() : "allowed", (refusal != null) ? refusal.reason() : null,
				(refusal != null) ? refusal.check() : null, status, millis);
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

}
