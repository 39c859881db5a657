package dev.gatehouse.gateway.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * As whom the gateway asks the issuer (RFC 6749, section 2.3.1).
 *
 * @param id the client
 * @param secret its secret
 */
public record ClientCredentials(String id, String secret) {

	/**
	 * Returns the credentials of the settings {@code <prefix>client-id} and
	 * {@code <prefix>client-secret}.
	 * @throws InvalidSetting naming the key that is missing
	 */
	public static ClientCredentials of(String id, @Nullable String secret, String prefix) {
		InvalidSetting.check(!id.isBlank(), prefix + "client-id", "must be set");
		InvalidSetting.check(secret != null && !secret.isBlank(), prefix + "client-secret", "must be set");
		return new ClientCredentials(id, InvalidSetting.require(secret, prefix + "client-secret"));
	}

	/** Returns the {@code Authorization} that shows them. */
	public String basic() {
		String pair = encoded(this.id) + ':' + encoded(this.secret);
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** Not the secret. */
	@Override
	public String toString() {
		return this.id;
	}

}
