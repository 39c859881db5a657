package dev.gatehouse.gateway.record;

import java.time.Instant;
import java.util.List;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.partner.Caller;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.tracing.Tracing;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.server.ServerWebExchange;

/**
 * One request on its way through the rooms: what is known of it so far. It travels as an
 * attribute of the exchange, and at the end it is what is recorded. Belongs to one
 * request and is never used by two threads at once.
 */
public final class Passage {

	private static final String ATTRIBUTE = Passage.class.getName();

	/** In place of the method and the path, where there is no telling. */
	private static final String UNREAD = "-";

	private final Instant began;

	private final long beganNanos;

	private final String requestId;

	private final TraceParent trace;

	private final @Nullable String traceState;

	/** Null: there is no collector of spans. */
	private final @Nullable RequestSpans spans;

	private final String method;

	private final String path;

	private @Nullable Source source;

	private @Nullable Operation operation;

	private @Nullable Jwt token;

	private @Nullable String client;

	private @Nullable Caller caller;

	private @Nullable Refusal refusal;

	private @Nullable String nonce;

	private @Nullable Object proof;

	private @Nullable String limitPolicy;

	private @Nullable String limitLeft;

	private Passage(Instant now, long nanos, String requestId, TraceParent trace, @Nullable String traceState,
			@Nullable RequestSpans spans, String method, String path) {
		this.began = now;
		this.beganNanos = nanos;
		this.requestId = requestId;
		this.trace = trace;
		this.traceState = traceState;
		this.spans = spans;
		this.method = method;
		this.path = path;
	}

	/**
	 * Begins the passage of an exchange and leaves it there for the rooms to come.
	 * @param tracing null: no request has spans
	 */
	static Passage begin(ServerWebExchange exchange, Instant now, long nanos, String requestId,
			@Nullable Tracing tracing) {
		ServerHttpRequest request = exchange.getRequest();
		HttpHeaders headers = request.getHeaders();
		TraceParent trace = TraceParent.of(headers.getOrEmpty("traceparent"));
		// Without a trace that goes on it belongs to nothing.
		String state = (trace.callersSpan() != null) ? TraceState.of(headers.getOrEmpty("tracestate")) : null;
		Passage passage = new Passage(now, nanos, requestId, trace, state, spans(tracing, trace),
				request.getMethod().name(), request.getURI().getRawPath());
		exchange.getAttributes().put(ATTRIBUTE, passage);
		return passage;
	}

	/** Begins the passage of what could not be read as a request. */
	static Passage unread(Instant now, long nanos, String requestId, @Nullable Tracing tracing,
			@Nullable String requestLine) {
		String[] words = (requestLine != null) ? requestLine.split("[ ?]", 3) : new String[] { UNREAD, UNREAD };
		TraceParent trace = TraceParent.of(List.of());
		return new Passage(now, nanos, requestId, trace, null, spans(tracing, trace), words[0], words[1]);
	}

	private static @Nullable RequestSpans spans(@Nullable Tracing tracing, TraceParent trace) {
		return (tracing != null) ? new RequestSpans(tracing, trace) : null;
	}

	/**
	 * Returns whether the exchange came through the walk: at another port it does not.
	 */
	public static boolean isOf(ServerWebExchange exchange) {
		return exchange.getAttributes().containsKey(ATTRIBUTE);
	}

	/** Returns the passage of an exchange that is within the walk. */
	public static Passage of(ServerWebExchange exchange) {
		return exchange.getRequiredAttribute(ATTRIBUTE);
	}

	/**
	 * Begins the passage of a call that nobody makes, from the same source. Its end is
	 * never recorded.
	 */
	public Passage rehearse(String method, String path) {
		Passage rehearsal = new Passage(this.began, this.beganNanos, this.requestId, this.trace, null, null, method,
				path);
		rehearsal.source = this.source;
		return rehearsal;
	}

	public void from(Source source) {
		this.source = source;
	}

	public void to(Operation operation) {
		this.operation = operation;
	}

	/**
	 * Notes whose token came with the request: one whose signature is the issuer's, or of
	 * which the issuer itself says this, accepted or not.
	 * @param client null if the token names none
	 */
	public void with(Jwt token, @Nullable String client) {
		this.token = token;
		this.client = client;
	}

	public void by(Caller caller) {
		this.caller = caller;
	}

	/**
	 * Notes what the answer says of the caller's limits, in the words of
	 * draft-ietf-httpapi-ratelimit-headers-10; null: nothing.
	 */
	public void within(@Nullable String policy, @Nullable String left) {
		this.limitPolicy = policy;
		this.limitLeft = left;
	}

	/**
	 * Returns the refusal of this request, which says of the caller's limits what any
	 * other answer would: who was admitted has used something of them.
	 */
	public Refusal withLimits(Refusal refusal) {
		if (this.limitPolicy != null && this.limitLeft != null) {
			refusal.header("RateLimit-Policy", this.limitPolicy).header("RateLimit", this.limitLeft);
		}
		return refusal;
	}

	/**
	 * Notes the nonce that the caller's next proof should have (RFC 9449, section 8.2).
	 */
	public void next(String nonce) {
		this.nonce = nonce;
	}

	/** Notes what the proof that came with the token says, as far as it can be read. */
	public void shown(@Nullable Object proof) {
		this.proof = proof;
	}

	public void refused(Refusal refusal) {
		this.refusal = refusal;
	}

	public String requestId() {
		return this.requestId;
	}

	/**
	 * Returns the trace to pass on (W3C Trace Context, section 3.2): the caller's if it
	 * is valid, else a new one. Without a collector its flags are passed on as they came;
	 * with one they say whether the gateway follows it.
	 */
	public String traceParent() {
		return (this.spans != null) ? this.spans.traceParent(partner()) : this.trace.toString();
	}

	/** Returns whether there are spans of this request. */
	public boolean isTraced() {
		return this.spans != null && this.spans.are(partner());
	}

	/** Who is not known to be a partner has no say in what is traced. */
	private @Nullable String partner() {
		return (this.caller != null) ? this.caller.partner().client() : null;
	}

	/**
	 * Notes a call of the service that has ended, if there are spans of this request.
	 * @param host where the service is
	 * @param beganNanos when it began, by the clock of {@link System#nanoTime}
	 * @param endedNanos when it ended
	 * @param status what was answered; 0: nothing
	 * @param fault what went wrong; null: nothing
	 * @param isRepeated whether it was tried a second time
	 */
	public void called(String host, int port, long beganNanos, long endedNanos, int status, @Nullable String fault,
			boolean isRepeated) {
		if (this.spans != null) {
			this.spans.called(host, port, beganNanos, endedNanos, status, fault, isRepeated);
		}
	}

	/** Hands the spans over, if there are any. */
	void endSpans(int sent, Outcome outcome, long endedNanos) {
		if (this.spans != null && isTraced()) {
			this.spans.end(this, sent, outcome, endedNanos);
		}
	}

	/**
	 * Returns what the tracing systems that the caller's trace has passed have noted, to
	 * pass on (W3C Trace Context, section 3.3); null: nothing that is valid.
	 */
	public @Nullable String traceState() {
		return this.traceState;
	}

	/** Returns the operation; the contract room has found it. */
	public Operation requiredOperation() {
		return known(this.operation);
	}

	/** Returns the caller; the partner room has identified it. */
	public Caller requiredCaller() {
		return known(this.caller);
	}

	/** Returns the token; the token room has verified it. */
	public Jwt requiredToken() {
		return known(this.token);
	}

	/** Returns the source; the entry room has found it. */
	public Source requiredSource() {
		return known(this.source);
	}

	/** Returns whether the client came over TLS, as far as it is known. */
	public boolean isSecure() {
		return this.source != null && this.source.proto().equals("https");
	}

	Instant began() {
		return this.began;
	}

	long beganNanos() {
		return this.beganNanos;
	}

	String traceId() {
		return this.trace.traceId();
	}

	/** Returns the gateway's own span. */
	String spanId() {
		return this.trace.parentId();
	}

	public String method() {
		return this.method;
	}

	public String path() {
		return this.path;
	}

	@Nullable Source source() {
		return this.source;
	}

	public @Nullable Operation operation() {
		return this.operation;
	}

	public @Nullable Jwt token() {
		return this.token;
	}

	@Nullable String client() {
		return this.client;
	}

	public @Nullable Caller caller() {
		return this.caller;
	}

	/** Returns the field {@code DPoP-Nonce} of the answer. */
	public @Nullable String nonce() {
		return this.nonce;
	}

	/** Returns what the proof says that came with the token. */
	public @Nullable Object proof() {
		return this.proof;
	}

	/** Returns the field {@code RateLimit-Policy} of the answer. */
	public @Nullable String limitPolicy() {
		return this.limitPolicy;
	}

	/** Returns the field {@code RateLimit} of the answer. */
	public @Nullable String limitLeft() {
		return this.limitLeft;
	}

	public @Nullable Refusal refusal() {
		return this.refusal;
	}

	private static <T> T known(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("asked for before the walk got there");
		}
		return value;
	}

}
