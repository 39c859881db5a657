package dev.gatehouse.gateway.entry;

import java.util.List;

import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets one well-formed request in, small enough, and counts the bytes of its body as they
 * arrive.
 */
public final class Entry {

	private final EntrySettings.Limits limits;

	private final Sources sources;

	Entry(EntrySettings settings) {
		this.limits = settings.entry();
		this.sources = new Sources(settings.proxies());
	}

	/** Returns where the request comes from. */
	public Source source(ServerHttpRequest request) {
		return this.sources.of(request);
	}

	/**
	 * Checks all that can be checked before anybody knows what the request is for.
	 * @throws Refusal if it is malformed or too large
	 */
	public void check(ServerHttpRequest request) {
		checkHeaders(request.getHeaders());
		checkTarget(request.getURI().getRawPath(), request.getURI().getRawQuery());
		if (request.getHeaders().getContentLength() > this.limits.maxBody().toBytes()) {
			throw tooLarge();
		}
		checkCredentials(request);
	}

	/** Returns the exchange with a body that stops when it grows beyond the limit. */
	public ServerWebExchange counted(ServerWebExchange exchange) {
		return exchange.mutate()
			.request(new CountedBody(exchange.getRequest(), this.limits.maxBody().toBytes()))
			.build();
	}

	private void checkHeaders(HttpHeaders headers) {
		int[] count = new int[2];
		headers.forEach((name, values) -> {
			for (String value : values) {
				count[0]++;
				count[1] += name.length() + value.length();
			}
		});
		if (count[0] > this.limits.maxHeaderCount() || count[1] > this.limits.maxHeaders().toBytes()) {
			throw Refusal.of(Problem.HEADERS_TOO_LARGE, "The header fields are too many or too large.");
		}
		List<String> hosts = headers.getOrEmpty(HttpHeaders.HOST);
		if (hosts.size() != 1 || hosts.getFirst().isBlank()) {
			throw Refusal.of(Problem.BAD_REQUEST, "Exactly one Host header field is needed.");
		}
	}

	/**
	 * Checks method and target as those of a request are checked.
	 * @throws Refusal if a request with them would be malformed or too large
	 */
	public void checkLine(String method, String path, @Nullable String query) {
		if (method.isEmpty() || !method.chars().allMatch(Entry::isOfToken)) {
			throw Refusal.of(Problem.BAD_REQUEST, "The request is not well-formed.");
		}
		checkTarget(path, query);
	}

	/** RFC 9110, section 5.6.2. */
	private static boolean isOfToken(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
				|| "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
	}

	private void checkTarget(String path, @Nullable String query) {
		if (path.length() + ((query != null) ? query.length() : 0) > this.limits.maxPath()) {
			throw Refusal.of(Problem.BAD_REQUEST, "The request target is too long.");
		}
		if (!CanonicalPath.is(path)) {
			throw Refusal.of(Problem.BAD_REQUEST, "The path is not in its canonical form.");
		}
		if (query != null && !query.chars().allMatch((c) -> c > ' ' && c < 127)) {
			throw Refusal.of(Problem.BAD_REQUEST, "The query is not in ASCII.");
		}
	}

	/**
	 * A token in the query is ignored (RFC 9700, section 4.3.2), and beside another one
	 * it is ambiguous.
	 */
	private static void checkCredentials(ServerHttpRequest request) {
		int lines = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).size();
		if (lines > 1 || (lines == 1 && hasTokenInQuery(request))) {
			throw Refusal.of(Problem.AMBIGUOUS_CREDENTIALS, "One access token, in one Authorization header field.")
				.challenge(Challenge.invalidRequest());
		}
	}

	private static boolean hasTokenInQuery(ServerHttpRequest request) {
		if (request.getURI().getRawQuery() == null) {
			return false;
		}
		MultiValueMap<String, String> query = request.getQueryParams();
		return query.keySet().stream().anyMatch("access_token"::equalsIgnoreCase);
	}

	static Refusal tooLarge() {
		return Refusal.of(Problem.BODY_TOO_LARGE, "The body is larger than allowed.");
	}

}
