package dev.gatehouse.gateway.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.gatehouse.gateway.answer.AnswerFields;
import dev.gatehouse.gateway.answer.HttpDate;
import dev.gatehouse.gateway.answer.OwnAnswer;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Writes a refusal as {@code application/problem+json} (RFC 9457), whatever the request
 * says that it accepts, with all that its status owes a client.
 */
public final class ProblemWriter {

	private static final String BEARER = "Bearer ";

	private static final String DPOP = "DPoP ";

	private final ProblemBody bodies;

	private final String algorithms;

	private final String metadata;

	ProblemWriter(JsonMapper json, ProofAlgorithms algorithms, MetadataLink metadata) {
		this.bodies = new ProblemBody(json);
		this.algorithms = algorithms.parameter();
		this.metadata = metadata.parameter();
	}

	/**
	 * Answers with the refusal. The response must not be committed.
	 * @param secure whether the client came over TLS
	 */
	public Mono<Void> write(ServerWebExchange exchange, Refusal refusal, String requestId, boolean secure) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(refusal.problem().status()));
		HttpHeaders headers = response.getHeaders();
		// What a service said before its answer broke off is not part of this one.
		headers.clear();
		fields(headers::set, refusal, requestId, secure);
		challenges(refusal, isProven(exchange.getRequest()))
			.forEach((challenge) -> headers.add(HttpHeaders.WWW_AUTHENTICATE, challenge));
		if (carriesBody(exchange.getRequest())) {
			// Its bytes were not read: what follows on this connection must not be taken
			// for a request.
			headers.set(HttpHeaders.CONNECTION, "close");
		}
		return OwnAnswer.write(exchange, body(refusal, requestId));
	}

	/**
	 * Returns the header fields that every answer with this refusal has, to a request
	 * that nobody could read.
	 * @param secure whether the client came over TLS
	 */
	public Map<String, String> fields(Refusal refusal, String requestId, boolean secure) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields(fields::put, refusal, requestId, secure);
		List<String> challenges = challenges(refusal, false);
		if (!challenges.isEmpty()) {
			fields.put(HttpHeaders.WWW_AUTHENTICATE, String.join(", ", challenges));
		}
		return fields;
	}

	private void fields(BiConsumer<String, String> fields, Refusal refusal, String requestId, boolean secure) {
		fields.accept(HttpHeaders.DATE, HttpDate.now());
		AnswerFields.set(fields, requestId, secure);
		fields.accept(HttpHeaders.CONTENT_TYPE, "application/problem+json");
		fields.accept(HttpHeaders.CACHE_CONTROL, "no-store");
		owed(fields, refusal.problem().status());
		refusal.headers().forEach(fields);
	}

	/**
	 * What a status must or should have, also when who refused did not think of it: 405
	 * (RFC 9110, section 15.5.6), 429 and 503 (RFC 6585, section 4; RFC 9110, section
	 * 15.6.4).
	 */
	private static void owed(BiConsumer<String, String> fields, int status) {
		switch (status) {
			case 405 -> fields.accept(HttpHeaders.ALLOW, "");
			case 429, 503 -> fields.accept(HttpHeaders.RETRY_AFTER, "1");
			default -> {
			}
		}
	}

	/**
	 * A 401 has a challenge always (RFC 9110, section 15.5.2), one for each scheme: that
	 * of the request is told what was wrong, and the other is offered (RFC 9449, section
	 * 7.1).
	 */
	private List<String> challenges(Refusal refusal, boolean isProven) {
		Challenge given = refusal.challenge();
		boolean isOffer = refusal.problem().status() == 401;
		if (given == null && !isOffer) {
			return List.of();
		}
		String own = ((given != null) ? given : Challenge.plain()) + this.metadata;
		if (!isOffer) {
			return List.of((isProven ? DPOP : BEARER) + own);
		}
		String other = Challenge.plain() + this.metadata;
		return List.of(BEARER + (isProven ? other : own), DPOP + (isProven ? own : other) + this.algorithms);
	}

	private static boolean isProven(ServerHttpRequest request) {
		String field = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		return field != null && field.regionMatches(true, 0, DPOP, 0, DPOP.length());
	}

	/** Returns the body of an answer with this refusal: JSON in UTF-8. */
	public byte[] body(Refusal refusal, String requestId) {
		return this.bodies.of(refusal, requestId);
	}

	private static boolean carriesBody(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
	}

}
