package dev.gatehouse.gateway.problem;

import java.util.LinkedHashMap;
import java.util.Map;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Writes a refusal as {@code application/problem+json} (RFC 9457), whatever the request
 * says that it accepts.
 */
public final class ProblemWriter {

	private static final String TYPE = "urn:gatehouse:problem:";

	private final JsonMapper json;

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/** Answers with the refusal. The response must not be committed. */
	public Mono<Void> write(ServerWebExchange exchange, Refusal refusal, String requestId) {
		ServerHttpResponse response = exchange.getResponse();
		byte[] body = body(refusal, requestId);
		response.setStatusCode(HttpStatusCode.valueOf(refusal.problem().status()));
		HttpHeaders headers = response.getHeaders();
		// What a service said before its answer broke off is not part of this one.
		headers.clear();
		fields(refusal, requestId).forEach(headers::set);
		headers.setContentLength(body.length);
		if (carriesBody(exchange.getRequest())) {
			// Its bytes were not read: what follows on this connection must not be taken
			// for a request.
			headers.set(HttpHeaders.CONNECTION, "close");
		}
		if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
			return response.setComplete();
		}
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	/** Returns the header fields that every answer with this refusal has. */
	public Map<String, String> fields(Refusal refusal, String requestId) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put(HttpHeaders.DATE, HttpDate.now());
		fields.put("X-Request-Id", requestId);
		fields.put(HttpHeaders.CONTENT_TYPE, "application/problem+json");
		fields.put(HttpHeaders.CACHE_CONTROL, "no-store");
		fields.put("X-Content-Type-Options", "nosniff");
		fields.putAll(refusal.headers());
		return fields;
	}

	/** Returns the body of an answer with this refusal: JSON in UTF-8. */
	public byte[] body(Refusal refusal, String requestId) {
		return this.json.writeValueAsBytes(members(refusal, requestId));
	}

	private static Map<String, Object> members(Refusal refusal, String requestId) {
		Problem problem = refusal.problem();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", TYPE + problem.id());
		body.put("title", problem.title());
		body.put("status", problem.status());
		body.put("detail", refusal.detail());
		body.put("reason", refusal.reason());
		body.put("requestId", requestId);
		body.putAll(refusal.members());
		return body;
	}

	private static boolean carriesBody(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
	}

}
