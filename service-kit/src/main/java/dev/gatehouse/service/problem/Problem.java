package dev.gatehouse.service.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * A refusal as a value (RFC 9457). {@code more} are the members that help this case,
 * {@code headers} go onto the answer. Nothing in it may come from an exception's text or
 * repeat what the caller sent.
 */
public record Problem(HttpStatus status, String name, String title, String detail, Map<String, Object> more,
		Map<String, String> headers) {

	/** Before every name in {@code type}. */
	public static final String TYPE_PREFIX = "urn:gatehouse:problem:";

	public Problem {
		if (!status.isError()) {
			throw new IllegalArgumentException("a problem has an error status");
		}
		more = Map.copyOf(more);
		headers = Map.copyOf(headers);
	}

	/**
	 * A refusal of a service's own:
	 * {@code of(CONFLICT, "account-closed", "Account closed", "...")}.
	 */
	public static Problem of(HttpStatus status, String name, String title, String detail) {
		return new Problem(status, name, title, detail, Map.of(), Map.of());
	}

	/**
	 * The resource does not exist, or belongs to somebody else: nobody can tell which.
	 */
	public static Problem notFound() {
		return of(HttpStatus.NOT_FOUND, "not-found", "Not found", "There is no such resource.");
	}

	/** The request breaks the contract in these places. */
	public static Problem invalid(List<Violation> errors) {
		return of(HttpStatus.BAD_REQUEST, "request-invalid", "Request invalid",
				"The request does not follow the contract.")
			.with("errors", List.copyOf(errors));
	}

	/** The request breaks the contract in one place. */
	public static Problem invalid(String pointer, String rule) {
		return invalid(List.of(new Violation(pointer, rule)));
	}

	/** Storage did not answer in time; the same call may succeed a moment later. */
	public static Problem storageUnavailable() {
		return of(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Storage unavailable",
				"The service cannot reach its storage at the moment.")
			.header("Retry-After", "1");
	}

	public Problem with(String member, Object value) {
		Map<String, Object> extended = new LinkedHashMap<>(this.more);
		extended.put(member, value);
		return new Problem(this.status, this.name, this.title, this.detail, extended, this.headers);
	}

	public Problem header(String header, String value) {
		Map<String, String> extended = new LinkedHashMap<>(this.headers);
		extended.put(header, value);
		return new Problem(this.status, this.name, this.title, this.detail, this.more, extended);
	}

	/** To be thrown: {@code throw Problem.notFound().exception()}. */
	public ProblemException exception() {
		return new ProblemException(this);
	}

	/** The members of the JSON object, in the order they are written. */
	Map<String, Object> body(@Nullable String requestId) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", TYPE_PREFIX + this.name);
		body.put("title", this.title);
		body.put("status", this.status.value());
		body.put("detail", this.detail);
		if (requestId != null) {
			body.put("requestId", requestId);
		}
		body.putAll(this.more);
		return body;
	}

	/**
	 * One place that breaks the contract.
	 *
	 * @param pointer a JSON pointer into the body (RFC 6901), or {@code query/limit},
	 * {@code path/accountId}, {@code header/If-Match}
	 * @param rule the rule that is broken, in kebab-case; never the value that broke it
	 */
	public record Violation(String pointer, String rule) {
	}

}
