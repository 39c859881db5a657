package dev.gatehouse.gateway.tracing;

import org.jspecify.annotations.Nullable;

/**
 * Says which requests have spans, and takes what there is to tell of them. It exists only
 * where there is a collector.
 */
public final class Tracing implements AutoCloseable {

	private final Sampling sampling;

	private final SpanExport export;

	Tracing(Sampling sampling, SpanExport export) {
		this.sampling = sampling;
		this.export = export;
	}

	/**
	 * Returns whether a request is to have spans. To be asked once a request.
	 * @param continued whether the trace is one that the caller began
	 * @param flagged whether the caller says that it follows it (W3C Trace Context,
	 * section 3.2.2.5.1)
	 * @param partner the caller, if it is known that it is a partner
	 */
	public boolean chooses(boolean continued, boolean flagged, @Nullable String partner) {
		return this.sampling.chooses(continued, flagged, partner);
	}

	/** Hands a request over that has ended. Never waits. */
	public void add(TracedRequest request) {
		this.export.add(request);
	}

	/** Sends what was handed over, as far as that can be done within seconds. */
	@Override
	public void close() {
		this.export.close();
	}

}
