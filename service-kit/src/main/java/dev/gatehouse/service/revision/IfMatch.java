package dev.gatehouse.service.revision;

import java.util.Set;

import dev.gatehouse.service.problem.Problem;

import org.springframework.http.HttpStatus;

/**
 * What the caller has seen (RFC 9110, 13.1.1): one of these tags, or with {@code *}
 * anything that exists. A controller method takes it as a parameter; a request without it
 * is refused with 428 (RFC 6585, 3).
 */
public record IfMatch(Set<String> tags, boolean any) {

	/** {@code *}: whatever state the resource is in, as long as it exists. */
	public static final IfMatch ANY = new IfMatch(Set.of(), true);

	static final String HEADER = "If-Match";

	public IfMatch {
		tags = Set.copyOf(tags);
	}

	/**
	 * Refuses with 412 when the resource has moved on; compares strongly, so a weak tag
	 * never matches.
	 */
	public void require(Revision current) {
		if (!this.any && !this.tags.contains(current.tag())) {
			throw Problem
				.of(HttpStatus.PRECONDITION_FAILED, "precondition-failed", "Precondition failed",
						"The resource has changed since it was read.")
				.exception();
		}
	}

	static IfMatch missing() {
		throw Problem
			.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-required", "Precondition required",
					"This change needs If-Match with the entity tag that was read.")
			.exception();
	}

}
