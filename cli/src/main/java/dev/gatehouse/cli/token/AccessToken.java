package dev.gatehouse.cli.token;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** An access token, with the key that it is bound to if it is. */
public final class AccessToken {

	private final String text;

	private final @Nullable ProofKey key;

	AccessToken(String text, @Nullable ProofKey key) {
		this.text = text;
		this.key = key;
	}

	/** A token that is good for whoever has it. */
	public static AccessToken plain(String text) {
		return new AccessToken(text, null);
	}

	/** The token itself. */
	public String text() {
		return this.text;
	}

	/** The header fields that show it with a request (RFC 6750, RFC 9449). */
	public Map<String, String> fields(String method, String uri) {
		Map<String, String> fields = new LinkedHashMap<>();
		if (this.key == null) {
			fields.put("Authorization", "Bearer " + this.text);
		}
		else {
			fields.put("Authorization", "DPoP " + this.text);
			fields.put("DPoP", this.key.proof(method, uri, this.text));
		}
		return fields;
	}

	/** It is a secret. */
	@Override
	public String toString() {
		return "AccessToken";
	}

}
