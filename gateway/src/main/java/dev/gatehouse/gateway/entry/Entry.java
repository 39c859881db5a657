package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;

import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Checks what the guard of the connection, which reads bytes, cannot know: the meaning of
 * a path, the credentials, and how large a body the operation takes.
 */
public final class Entry {

	private static final String TOKEN_PARAMETER = "access_token";

	private final EntrySettings.Limits limits;

	private final Sources sources;

	Entry(EntrySettings settings) {
		this.limits = settings.entry();
		this.sources = new Sources(settings.proxies());
	}

	/** Returns where the request comes from. */
	public Source source(ServerHttpRequest request) {
		return this.sources.of(request, SecureConnection.is(request));
	}

	/**
	 * Checks all that can be checked before anybody knows what the request is for.
	 * @throws Refusal if it is malformed or too large
	 */
	public void check(ServerHttpRequest request) {
		checkTarget(request.getURI().getRawPath());
		if (request.getHeaders().getContentLength() > this.limits.maxBody().toBytes()) {
			throw tooLarge(this.limits.maxBody().toBytes());
		}
		checkCredentials(request);
	}

	/**
	 * Returns the exchange with a body that stops when it grows beyond the operation's
	 * limit. One whose length is announced has that length.
	 * @param limit bytes
	 * @throws Refusal if the announced length is above the limit
	 */
	public ServerWebExchange counted(ServerWebExchange exchange, long limit) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		if (headers.getContentLength() > limit) {
			throw tooLarge(limit);
		}
		if (limit >= this.limits.maxBody().toBytes() || !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
			return exchange;
		}
		return exchange.mutate().request(new CountedBody(exchange.getRequest(), limit)).build();
	}

	/**
	 * Checks the line of a request that nobody sends, as it would be checked.
	 * @throws Refusal if a request with it would be malformed or too large
	 */
	public void checkLine(String method, String path, @Nullable String query) {
		String target = (query != null) ? path + "?" + query : path;
		byte[] octets = (method + " " + target + " HTTP/1.1").getBytes(StandardCharsets.UTF_8);
		RequestLine line = new RequestLine(this.limits.maxPath());
		line.read(octets, 0, octets.length);
		if (line.authority() != null) {
			throw Refusal.of(Problem.BAD_REQUEST, "The path is not in its canonical form.");
		}
		checkTarget(path);
	}

	private static void checkTarget(String path) {
		if (!CanonicalPath.is(path)) {
			throw Refusal.of(Problem.BAD_REQUEST, "The path is not in its canonical form.");
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
		String query = request.getURI().getRawQuery();
		return query != null && mayNameToken(query)
				&& request.getQueryParams().keySet().stream().anyMatch(TOKEN_PARAMETER::equalsIgnoreCase);
	}

	/** Most do not, and need not be taken apart for it. */
	private static boolean mayNameToken(String query) {
		if (query.indexOf('%') >= 0) {
			return true;
		}
		for (int i = query.length() - TOKEN_PARAMETER.length(); i >= 0; i--) {
			if (query.regionMatches(true, i, TOKEN_PARAMETER, 0, TOKEN_PARAMETER.length())) {
				return true;
			}
		}
		return false;
	}

	static Refusal tooLarge(long limit) {
		return Refusal.of(Problem.BODY_TOO_LARGE, "The body is larger than allowed.").with("limit", limit);
	}

}
