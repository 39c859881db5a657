package dev.gatehouse.gateway.record;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The trace of the request that a thread is just recording: the Prometheus registry asks
 * for it when it wants an exemplar, which is a few times a second at most. Every trace
 * will do, also one that nobody keeps: the audit record has its id.
 */
final class TraceInHand implements SpanContext {

	private final ThreadLocal<@Nullable Passage> hand = new ThreadLocal<>();

	void take(Passage passage) {
		this.hand.set(passage);
	}

	/** Nobody's is recorded any more. */
	void put() {
		this.hand.set(null);
	}

	@Override
	public @Nullable String getCurrentTraceId() {
		Passage passage = this.hand.get();
		return (passage != null) ? passage.traceId() : null;
	}

	@Override
	public @Nullable String getCurrentSpanId() {
		Passage passage = this.hand.get();
		return (passage != null) ? passage.spanId() : null;
	}

	@Override
	public boolean isCurrentSpanSampled() {
		return this.hand.get() != null;
	}

	@Override
	public void markCurrentSpanAsExemplar() {
		// What is not kept cannot be kept now.
	}

}
