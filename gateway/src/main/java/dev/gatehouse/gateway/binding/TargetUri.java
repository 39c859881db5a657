package dev.gatehouse.gateway.binding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The URI that a proof is for, in the one spelling that all of its spellings have in
 * common (RFC 3986, sections 6.2.2 and 6.2.3), without query and fragment (RFC 9449,
 * section 4.3, check 9).
 */
final class TargetUri {

	private static final String UNRESERVED = "-._~";

	/** What may stand in a path beside letters and digits (RFC 3986, section 3.3). */
	private static final String OF_PATHS = UNRESERVED + "!$&'()*+,;=:@/";

	private TargetUri() {
	}

	/** Returns the URI in its one spelling, or null if it is no URI of HTTP. */
	static @Nullable String normal(String uri) {
		int scheme = uri.indexOf("://");
		if (scheme < 0) {
			return null;
		}
		String name = uri.substring(0, scheme).toLowerCase(Locale.ROOT);
		int end = endOf(uri, scheme + 3, "?#");
		int path = Math.min(endOf(uri, scheme + 3, "/"), end);
		String authority = authority(uri.substring(scheme + 3, path), name);
		String normal = (path == end) ? "/" : path(uri.substring(path, end));
		return (authority != null && normal != null) ? name + "://" + authority + normal : null;
	}

	private static int endOf(String text, int from, String ends) {
		int end = from;
		while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	/** The port of the scheme, or none, goes without saying. */
	private static @Nullable String authority(String text, String scheme) {
		String port = switch (scheme) {
			case "https" -> "443";
			case "http" -> "80";
			default -> null;
		};
		if (port == null || !text.matches("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{0,5})?")) {
			return null;
		}
		int colon = text.indexOf(':', text.indexOf(']') + 1);
		String host = ((colon < 0) ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
		String given = (colon < 0) ? "" : text.substring(colon + 1);
		return (given.isEmpty() || given.equals(port)) ? host : host + ":" + given;
	}

	/** Whatever need not be encoded is not, and what is, is so in capitals. */
	private static @Nullable String path(String path) {
		StringBuilder normal = new StringBuilder(path.length());
		for (int i = 0; i < path.length(); i++) {
			char c = path.charAt(i);
			if (c == '%') {
				int octet = (i + 2 < path.length()) ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
				if (octet < 0) {
					return null;
				}
				if (isUnreserved((char) octet)) {
					normal.append((char) octet);
				}
				else {
					normal.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
				}
				i += 2;
			}
			else if (isAlphanumeric(c) || OF_PATHS.indexOf(c) >= 0) {
				normal.append(c);
			}
			else {
				return null;
			}
		}
		return withoutDots(normal.toString());
	}

	private static int hex(char c) {
		int digit = (c < 128) ? Character.digit(c, 16) : -1;
		return (digit < 0) ? -1000 : digit;
	}

	private static boolean isUnreserved(char c) {
		return isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0;
	}

	private static boolean isAlphanumeric(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	}

	/** RFC 3986, section 5.2.4. */
	private static String withoutDots(String path) {
		if (!path.contains("/.")) {
			return path;
		}
		Deque<String> kept = new ArrayDeque<>();
		String[] segments = path.substring(1).split("/", -1);
		for (int i = 0; i < segments.length; i++) {
			boolean isLast = i == segments.length - 1;
			if (segments[i].equals("..")) {
				kept.pollLast();
			}
			else if (!segments[i].equals(".")) {
				kept.addLast(segments[i]);
				continue;
			}
			if (isLast) {
				kept.addLast("");
			}
		}
		return "/" + String.join("/", kept);
	}

}
