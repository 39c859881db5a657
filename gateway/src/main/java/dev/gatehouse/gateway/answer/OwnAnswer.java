package dev.gatehouse.gateway.answer;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers a request with what the gateway itself has to say: JSON, which is UTF-8 and has
 * no {@code charset} (RFC 8259, sections 8.1 and 11).
 */
public final class OwnAnswer {

	private final String requestId;

	private final boolean secure;

	/**
	 * Creates the answer to one request.
	 * @param secure whether the client came over TLS
	 */
	public OwnAnswer(String requestId, boolean secure) {
		this.requestId = requestId;
		this.secure = secure;
	}

	/** Answers 200 with this body, or to HEAD with its header fields alone. */
	public Mono<Void> json(ServerWebExchange exchange, byte[] body, String cacheControl) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatus.OK);
		HttpHeaders headers = response.getHeaders();
		headers.set(HttpHeaders.DATE, HttpDate.now());
		AnswerFields.set(headers::set, this.requestId, this.secure);
		headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
		headers.set(HttpHeaders.CACHE_CONTROL, cacheControl);
		return write(exchange, body);
	}

	/**
	 * Writes a body with its length; to HEAD the length alone (RFC 9110, section 9.3.2).
	 */
	public static Mono<Void> write(ServerWebExchange exchange, byte[] body) {
		ServerHttpResponse response = exchange.getResponse();
		response.getHeaders().setContentLength(body.length);
		if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
			return response.setComplete();
		}
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

}
