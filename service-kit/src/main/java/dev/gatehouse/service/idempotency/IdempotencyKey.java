package dev.gatehouse.service.idempotency;

import java.util.regex.Pattern;

/**
 * Which creation this is: the caller's own key, within this caller and this operation. A
 * controller method takes it as a parameter; a request without {@code Idempotency-Key} is
 * refused.
 *
 * @param client who creates
 * @param operation method and path
 * @param value the key as sent
 */
public record IdempotencyKey(String client, String operation, String value) {

	static final String HEADER = "Idempotency-Key";

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

	public IdempotencyKey {
		if (!isWellFormed(value)) {
			throw new IllegalArgumentException("an idempotency key is 1 to 64 of A-Z a-z 0-9 . _ : -");
		}
	}

	static boolean isWellFormed(String value) {
		return FORM.matcher(value).matches();
	}

}
