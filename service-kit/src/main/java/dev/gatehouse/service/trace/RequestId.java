package dev.gatehouse.service.trace;

import java.util.regex.Pattern;

import jakarta.servlet.ServletRequest;

import org.jspecify.annotations.Nullable;

/** The id of a request: the gateway's when it is well-formed, one of ours otherwise. */
public record RequestId(String value) {

	/** The header that carries the id. */
	public static final String HEADER = "X-Request-Id";

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");

	public RequestId {
		if (!isWellFormed(value)) {
			throw new IllegalArgumentException("a request id is 1 to 128 of A-Z a-z 0-9 . _ -");
		}
	}

	static boolean isWellFormed(@Nullable String value) {
		return value != null && FORM.matcher(value).matches();
	}

	/** The id of this request, {@code null} when it was refused before it got one. */
	public static @Nullable String of(ServletRequest request) {
		return (request.getAttribute(RequestId.class.getName()) instanceof RequestId id) ? id.value() : null;
	}

	void remember(ServletRequest request) {
		request.setAttribute(RequestId.class.getName(), this);
	}

}
