package dev.gatehouse.gateway.management;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Whether a request brings the operators' secret: as a bearer token (RFC 6750), or with
 * the user {@code operator} as browsers send it (RFC 7617).
 */
final class Credentials {

	private static final String BEARER = "Bearer ";

	private static final String BASIC = "Basic ";

	private static final String USER = "operator:";

	private final ManagementSettings settings;

	Credentials(ManagementSettings settings) {
		this.settings = settings;
	}

	boolean isBearer(List<String> fields) {
		return begins(fields, BEARER) && this.settings.isSecret(fields.getFirst().substring(BEARER.length()));
	}

	boolean isBasic(List<String> fields) {
		if (!begins(fields, BASIC)) {
			return false;
		}
		String pair = decoded(fields.getFirst().substring(BASIC.length()));
		return pair.startsWith(USER) && this.settings.isSecret(pair.substring(USER.length()));
	}

	private static boolean begins(List<String> fields, String scheme) {
		return fields.size() == 1 && fields.getFirst().regionMatches(true, 0, scheme, 0, scheme.length());
	}

	private static String decoded(String text) {
		try {
			return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

}
