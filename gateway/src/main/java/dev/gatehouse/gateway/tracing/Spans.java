package dev.gatehouse.gateway.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of a request: the gateway's own, and below it the call of the service.
 * Names and attributes are those of OpenTelemetry's semantic conventions for HTTP, save
 * what would say more than the contract: the path, the query and a method that nobody
 * knows are left out.
 */
final class Spans {

	/** Of RFC 9110, and PATCH (RFC 5789). */
	private static final Set<String> METHODS = Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST",
			"PUT", "TRACE");

	private static final String ERROR = "error.type";

	private final Resource resource;

	/**
	 * @param resource who tells it
	 */
	Spans(Resource resource) {
		this.resource = resource;
	}

	/** Returns how many spans a request is. */
	static int count(TracedRequest request) {
		return (request.call() != null) ? 2 : 1;
	}

	/** Returns how many spans these requests are. */
	static int count(List<TracedRequest> requests) {
		return requests.stream().mapToInt(Spans::count).sum();
	}

	List<SpanData> of(List<TracedRequest> requests) {
		List<SpanData> spans = new ArrayList<>();
		for (TracedRequest request : requests) {
			spans.add(server(request));
			TracedCall call = request.call();
			if (call != null) {
				spans.add(client(request, call));
			}
		}
		return spans;
	}

	private SpanData server(TracedRequest request) {
		AttributesBuilder attributes = attributes(request);
		put(attributes, "url.scheme", request.scheme());
		put(attributes, "http.route", request.route());
		status(attributes, request.status());
		put(attributes, "gatehouse.client", request.client());
		put(attributes, "gatehouse.outcome", request.outcome());
		put(attributes, "gatehouse.reason", request.reason());
		boolean failed = request.status() >= 500;
		if (failed) {
			String reason = request.reason();
			put(attributes, ERROR, (reason != null) ? reason : Integer.toString(request.status()));
		}
		String parent = request.callersSpan();
		return new FinishedSpan(name(request), SpanKind.SERVER, context(request, request.spanId(), false),
				(parent != null) ? context(request, parent, true) : SpanContext.getInvalid(), status(failed),
				moment(request, request.beganNanos()), moment(request, request.endedNanos()), attributes.build(),
				this.resource);
	}

	private SpanData client(TracedRequest request, TracedCall call) {
		AttributesBuilder attributes = attributes(request);
		put(attributes, "url.template", request.route());
		put(attributes, "server.address", call.host());
		attributes.put("server.port", call.port());
		status(attributes, call.status());
		put(attributes, ERROR, call.fault());
		if (call.isRepeated()) {
			attributes.put("http.request.resend_count", 1);
		}
		return new FinishedSpan(name(request), SpanKind.CLIENT, context(request, call.spanId(), false),
				context(request, request.spanId(), false), status(call.fault() != null),
				moment(request, call.beganNanos()), moment(request, call.endedNanos()), attributes.build(),
				this.resource);
	}

	/** What both have. */
	private static AttributesBuilder attributes(TracedRequest request) {
		AttributesBuilder attributes = Attributes.builder();
		String method = request.method();
		attributes.put("http.request.method", METHODS.contains(method) ? method : "_OTHER");
		put(attributes, "gatehouse.api", request.api());
		put(attributes, "gatehouse.operation", request.operation());
		return attributes;
	}

	private static void put(AttributesBuilder attributes, String name, @Nullable String value) {
		if (value != null) {
			attributes.put(name, value);
		}
	}

	private static void status(AttributesBuilder attributes, int status) {
		if (status != 0) {
			attributes.put("http.response.status_code", status);
		}
	}

	private static StatusData status(boolean failed) {
		return failed ? StatusData.error() : StatusData.unset();
	}

	private static String name(TracedRequest request) {
		String method = METHODS.contains(request.method()) ? request.method() : "HTTP";
		return (request.route() != null) ? method + " " + request.route() : method;
	}

	private static SpanContext context(TracedRequest request, String spanId, boolean remote) {
		TraceFlags flags = TraceFlags.getSampled();
		return remote ? SpanContext.createFromRemoteParent(request.traceId(), spanId, flags, TraceState.getDefault())
				: SpanContext.create(request.traceId(), spanId, flags, TraceState.getDefault());
	}

	/** Returns the time of day, in nanoseconds since 1970. */
	private static long moment(TracedRequest request, long nanos) {
		return TimeUnit.SECONDS.toNanos(request.began().getEpochSecond()) + request.began().getNano()
				+ (nanos - request.beganNanos());
	}

}
