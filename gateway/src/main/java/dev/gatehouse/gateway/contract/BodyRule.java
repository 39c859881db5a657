package dev.gatehouse.gateway.contract;

import java.util.Locale;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/** Whether a request carries a body, and of a kind, that its operation takes. */
public final class BodyRule {

	private BodyRule() {
	}

	/** Returns whether the header fields announce a body (RFC 9112, section 6). */
	public static boolean carriesBody(HttpHeaders headers) {
		return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
	}

	/**
	 * Checks the announced body against the contract.
	 * @throws Refusal if the operation takes none, or none of this media type
	 */
	public static void check(Operation operation, HttpHeaders headers) {
		if (!carriesBody(headers)) {
			return;
		}
		if (operation.mediaTypes().isEmpty()) {
			throw Refusal.of(Problem.BAD_REQUEST, "This operation takes no body.");
		}
		if (!operation.mediaTypes().contains(mediaType(headers.getFirst(HttpHeaders.CONTENT_TYPE)))) {
			throw Refusal.of(Problem.UNSUPPORTED_MEDIA_TYPE, "The contract does not name this media type.")
				.with("accepted", operation.mediaTypes());
		}
	}

	/**
	 * Returns the media type in lower case, without parameters; empty if there is none.
	 */
	public static String mediaType(@Nullable String contentType) {
		if (contentType == null) {
			return "";
		}
		int parameters = contentType.indexOf(';');
		String type = (parameters < 0) ? contentType : contentType.substring(0, parameters);
		return type.strip().toLowerCase(Locale.ROOT);
	}

}
