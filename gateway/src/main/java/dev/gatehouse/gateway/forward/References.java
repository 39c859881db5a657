package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a service refers to a reference to this gateway: it names itself by an
 * address that is nobody's business, and nobody is sent elsewhere from here. What is
 * relative already stays as it is (RFC 9110, section 10.2.2).
 */
final class References {

	/**
	 * A reference with an authority (RFC 3986, sections 4.2 and 4.3), and what follows
	 * it. Some readers take a backslash for a slash.
	 */
	private static final Pattern ABSOLUTE = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\\\]{2}[^/\\\\?#]*(.*)");

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

	private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");

	private References() {
	}

	/**
	 * Changes the header fields of an answer.
	 * @param authority where the service is, as it may name itself
	 */
	static void localise(HttpHeaders fields, String authority) {
		localiseField(fields, "Location");
		localiseField(fields, "Content-Location");
		forget(fields, "Link", authority);
		forget(fields, "Refresh", authority);
		// It would send clients past the gateway.
		fields.remove("Alt-Svc");
	}

	private static void localiseField(HttpHeaders fields, String name) {
		String reference = fields.get(name);
		if (reference == null) {
			return;
		}
		String local = local(reference);
		if (local == null) {
			fields.remove(name);
		}
		else {
			fields.set(name, local);
		}
	}

	static @Nullable String local(String reference) {
		Matcher absolute = ABSOLUTE.matcher(reference);
		if (absolute.matches()) {
			return "/" + SLASHES.matcher(absolute.group(1)).replaceFirst("");
		}
		if (SCHEME.matcher(reference).matches()) {
			return null;
		}
		return SLASHES.matcher(reference).replaceFirst("/");
	}

	private static void forget(HttpHeaders fields, String name, String authority) {
		List<String> lines = fields.getAll(name);
		if (!lines.isEmpty()) {
			String itself = "(?i)(https?:)?//" + Pattern.quote(authority);
			fields.set(name, lines.stream().map((line) -> line.replaceAll(itself, "")).toList());
		}
	}

}
