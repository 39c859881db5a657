package dev.gatehouse.gateway.management;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Why a request gets nothing at the management port, as the answer says it (RFC 9457).
 *
 * @param challenges what would help (RFC 9110, section 11.6.1)
 */
record Denial(int status, String name, String title, String detail, List<String> challenges) {

	private static final String BEARER = "Bearer realm=\"gatehouse-management\"";

	private static final String BASIC = "Basic realm=\"gatehouse-management\", charset=\"UTF-8\"";

	/**
	 * Returns the denial of a request.
	 * @throws IllegalArgumentException if it is not denied
	 */
	static Denial of(Access access) {
		return switch (access) {
			case NOT_CONFIGURED -> new Denial(403, "not-configured", "Not configured", ManagementSettings.KEY
					+ " is not set, so nobody can be told apart from an operator. Set it and restart the gateway.",
					List.of());
			case NOT_AUTHORIZED -> notAuthorized(List.of(BEARER));
			case NOT_SIGNED_IN -> notAuthorized(List.of(BEARER, BASIC));
			case MISDIRECTED -> new Denial(421, "misdirected", "Misdirected request",
					"Without the secret of " + ManagementSettings.KEY
							+ " this port answers to localhost and loopback addresses only, whatever name leads here.",
					List.of());
			case OPERATOR, ANYBODY -> throw new IllegalArgumentException(access.name());
		};
	}

	private static Denial notAuthorized(List<String> challenges) {
		return new Denial(401, "not-authorized", "Not authorized",
				"The secret of " + ManagementSettings.KEY + " is needed: Authorization: Bearer ...", challenges);
	}

	/** Writes it. */
	Mono<Void> write(ServerHttpResponse response) {
		HttpHeaders headers = response.getHeaders();
		byte[] body = JsonMapper.shared().writeValueAsString(members()).getBytes(StandardCharsets.UTF_8);
		response.setStatusCode(HttpStatusCode.valueOf(this.status));
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		headers.setContentLength(body.length);
		headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
		headers.set("X-Content-Type-Options", "nosniff");
		this.challenges.forEach((challenge) -> headers.add(HttpHeaders.WWW_AUTHENTICATE, challenge));
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	private Map<String, Object> members() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", "urn:gatehouse:problem:" + this.name);
		members.put("title", this.title);
		members.put("status", this.status);
		members.put("detail", this.detail);
		return members;
	}

}
