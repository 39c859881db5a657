package dev.gatehouse.gateway.forward;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Header fields that concern one connection only and never go further (RFC 9110, section
 * 7.6.1).
 */
final class HopByHop {

	private static final Set<String> ALWAYS = Set.of("connection", "proxy-connection", "keep-alive", "te", "trailer",
			"transfer-encoding", "upgrade", "http2-settings", "proxy-authorization", "proxy-authenticate",
			"proxy-authentication-info");

	private HopByHop() {
	}

	/**
	 * Returns the names, in lower case, that a message's {@code Connection} fields
	 * nominate; null if there are none.
	 */
	static @Nullable Set<String> nominated(List<String> connection) {
		if (connection.isEmpty() || (connection.size() == 1 && connection.getFirst().equalsIgnoreCase("keep-alive"))) {
			return null;
		}
		Set<String> names = new HashSet<>();
		for (String line : connection) {
			for (String name : line.split(",", -1)) {
				names.add(name.strip().toLowerCase(Locale.ROOT));
			}
		}
		return names;
	}

	/** Returns whether a field of this name, in lower case, is always one of them. */
	static boolean includes(String lowerCaseName) {
		return ALWAYS.contains(lowerCaseName);
	}

	/** Returns whether a field of this name, in whatever case, is among the nominated. */
	static boolean isNominated(CharSequence name, @Nullable Set<String> nominated) {
		return nominated != null && nominated.contains(name.toString().toLowerCase(Locale.ROOT));
	}

}
