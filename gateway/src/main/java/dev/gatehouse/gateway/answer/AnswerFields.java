package dev.gatehouse.gateway.answer;

import java.util.function.BiConsumer;

/**
 * The header fields that every answer has, exactly once each: the gateway's own, a
 * refusal, or the service's.
 */
public final class AnswerFields {

	/**
	 * A year (RFC 6797, section 6.1.1). Its sub-domains are not the gateway's to speak
	 * for.
	 */
	private static final String TRANSPORT_SECURITY = "max-age=31536000";

	private AnswerFields() {
	}

	/**
	 * Sets the fields.
	 * @param fields replaces the field of a name by one with a value
	 * @param secure whether the client came over TLS: over anything else a promise of
	 * transport security must not be made (RFC 6797, section 7.2)
	 */
	public static void set(BiConsumer<String, String> fields, String requestId, boolean secure) {
		fields.accept("X-Request-Id", requestId);
		fields.accept("X-Content-Type-Options", "nosniff");
		if (secure) {
			fields.accept("Strict-Transport-Security", TRANSPORT_SECURITY);
		}
	}

}
