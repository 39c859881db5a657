package dev.gatehouse.gateway.record;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.tracing.TracedCall;
import dev.gatehouse.gateway.tracing.TracedRequest;
import dev.gatehouse.gateway.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Whether one request has spans, and what is known of its call of the service. It is
 * decided when the service is called, or at the end: only then it is known whether a
 * partner asks for it. What the service is told agrees with it.
 */
final class RequestSpans {

	private final Tracing tracing;

	private final TraceParent trace;

	private boolean decided;

	/** Of the call of the service; null: there are none. */
	private @Nullable String callSpan;

	private @Nullable TracedCall call;

	RequestSpans(Tracing tracing, TraceParent trace) {
		this.tracing = tracing;
		this.trace = trace;
	}

	/**
	 * Returns whether there are any.
	 * @param partner the caller, if it is known that it is a partner
	 */
	boolean are(@Nullable String partner) {
		if (!this.decided) {
			this.decided = true;
			boolean chosen = this.tracing.chooses(this.trace.callersSpan() != null, this.trace.isSampled(), partner);
			this.callSpan = chosen ? TraceParent.random() : null;
		}
		return this.callSpan != null;
	}

	/** Returns what the service is told: the call's span if there is one. */
	String traceParent(@Nullable String partner) {
		boolean chosen = are(partner);
		String callSpan = this.callSpan;
		return this.trace.under((callSpan != null) ? callSpan : this.trace.parentId(), chosen);
	}

	/** Notes a call of the service that has ended. */
	void called(String host, int port, long beganNanos, long endedNanos, int status, @Nullable String fault,
			boolean isRepeated) {
		String callSpan = this.callSpan;
		if (callSpan != null) {
			this.call = new TracedCall(callSpan, host, port, beganNanos, endedNanos, status, fault, isRepeated);
		}
	}

	/** Hands over what there is to tell of a passage that has ended. */
	void end(Passage passage, int sent, Outcome outcome, long endedNanos) {
		Operation operation = passage.operation();
		Refusal refusal = passage.refusal();
		Source source = passage.source();
		this.tracing.add(new TracedRequest(this.trace.traceId(), this.trace.parentId(), this.trace.callersSpan(),
				passage.began(), passage.beganNanos(), endedNanos, passage.method(),
				(source != null) ? source.proto() : null, (operation != null) ? operation.api() : null,
				(operation != null) ? operation.id() : null, (operation != null) ? operation.path() : null,
				passage.client(), outcome.id(), (refusal != null) ? refusal.reason() : null, sent, this.call));
	}

}
