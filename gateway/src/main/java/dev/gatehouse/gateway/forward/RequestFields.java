package dev.gatehouse.gateway.forward;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.record.Passage;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * What goes to the service: the caller's header fields, as they came, without those that
 * concern the connection, the credentials, or that only the gateway may set; and the
 * gateway's own, added last, so that nothing the caller sends can remove them.
 */
final class RequestFields {

	private static final String VIA = "1.1 gatehouse";

	/** What a request is that no filter has changed. */
	private static final String AS_IT_CAME = "org.springframework.http.server.reactive.ReactorServerHttpRequest";

	private RequestFields() {
	}

	/** Writes the fields of the request to the service. */
	static void write(ServerHttpRequest request, HttpHeaders to, Passage passage, String authority) {
		org.springframework.http.HttpHeaders from = request.getHeaders();
		Set<String> nominated = HopByHop.nominated(from.getOrEmpty("Connection"));
		to.clear();
		to.set("Host", authority);
		HttpHeaders lines = lines(request);
		if (lines != null) {
			copy(lines, to, nominated);
		}
		else {
			from.forEach((name, values) -> values.forEach((value) -> add(to, name, value, nominated)));
		}
		Source source = passage.requiredSource();
		to.set("X-Client-Id", passage.requiredCaller().partner().client());
		to.set("X-Request-Id", passage.requestId());
		to.set("traceparent", passage.traceParent());
		String traceState = passage.traceState();
		if (traceState != null) {
			to.set("tracestate", traceState);
		}
		to.set("X-Forwarded-For", source.forwardedFor());
		to.set("X-Forwarded-Proto", source.proto());
		to.set("X-Forwarded-Host", source.host());
		String via = via(request);
		to.set("Via", via);
		if (source.isProxied()) {
			ProxyFields.write(from, to, source, via);
		}
	}

	/** By which version it came (RFC 9110, section 7.6.3). */
	private static String via(ServerHttpRequest request) {
		HttpVersion version = ServerHttpRequestDecorator.<HttpServerRequest>getNativeRequest(request).version();
		return HttpVersion.HTTP_1_1.equals(version) ? VIA
				: version.majorVersion() + "." + version.minorVersion() + " gatehouse";
	}

	/**
	 * Returns the header lines in the order and the case in which they came, which
	 * Spring's view of them does not keep; null if a filter has put others in their
	 * place.
	 */
	private static @Nullable HttpHeaders lines(ServerHttpRequest request) {
		ServerHttpRequest innermost = request;
		while (innermost instanceof ServerHttpRequestDecorator decorator) {
			innermost = decorator.getDelegate();
		}
		if (innermost.getHeaders() != request.getHeaders() || !innermost.getClass().getName().equals(AS_IT_CAME)) {
			return null;
		}
		return ServerHttpRequestDecorator.<HttpServerRequest>getNativeRequest(innermost).requestHeaders();
	}

	private static void copy(HttpHeaders from, HttpHeaders to, @Nullable Set<String> nominated) {
		Iterator<Map.Entry<CharSequence, CharSequence>> lines = from.iteratorCharSequence();
		while (lines.hasNext()) {
			Map.Entry<CharSequence, CharSequence> line = lines.next();
			add(to, line.getKey(), line.getValue(), nominated);
		}
	}

	private static void add(HttpHeaders to, CharSequence name, CharSequence value, @Nullable Set<String> nominated) {
		if (FieldNames.passes(name) && !HopByHop.isNominated(name, nominated) && !isCookieWithToken(name, value)) {
			to.add(name, value);
		}
	}

	private static String lowerCase(CharSequence name) {
		return name.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * A token is believed nowhere but where it belongs, and leaves the gateway nowhere.
	 */
	private static boolean isCookieWithToken(CharSequence name, CharSequence value) {
		if (name.length() != "cookie".length() || !lowerCase(name).equals("cookie")) {
			return false;
		}
		String cookies = value.toString();
		return cookies.contains("eyJ") || cookies.toLowerCase(Locale.ROOT).contains("access_token");
	}

	/** Sets how long the body is, if it was announced; else it goes in chunks. */
	static void frame(org.springframework.http.HttpHeaders from, HttpHeaders to) {
		long length = from.getContentLength();
		if (length >= 0) {
			to.set("Content-Length", Long.toString(length));
		}
		else {
			to.set("Transfer-Encoding", "chunked");
		}
	}

}
