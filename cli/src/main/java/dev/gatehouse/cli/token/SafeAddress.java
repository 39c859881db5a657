package dev.gatehouse.cli.token;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Printable;

/**
 * An address that secrets and tokens are sent to: https, or http on this machine alone
 * (RFC 6749, section 2.3.1; RFC 6750, section 5.3). It can stand between quotes in a
 * shell.
 */
public final class SafeAddress {

	private static final Pattern FORM = Pattern.compile("https?://[A-Za-z0-9._\\[\\]:-]+(/[A-Za-z0-9._~%/-]*)?");

	private SafeAddress() {
	}

	/**
	 * Returns the address, if it is one.
	 * @param what whose it is, as one would say it
	 * @throws Complaint if it is no address, or would send secrets in clear over a
	 * network
	 */
	public static String of(String what, String address) {
		String host = FORM.matcher(address).matches() ? host(address) : "";
		if (host.isEmpty()) {
			throw new Complaint(Printable.text(address) + " is not the address of a " + what + ".");
		}
		if (address.startsWith("http:") && !isThisMachine(host)) {
			throw new Complaint(address + " would be told secrets or tokens in clear: https is needed for a " + what
					+ " that is not on this machine.");
		}
		return address;
	}

	private static String host(String address) {
		try {
			URI uri = URI.create(address);
			return (uri.getHost() != null && uri.getPort() <= 65_535) ? uri.getHost().toLowerCase(Locale.ROOT) : "";
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	/** Nobody is asked what a name means: who answers could be anybody. */
	private static boolean isThisMachine(String host) {
		if (host.equals("localhost") || host.endsWith(".localhost")) {
			return true;
		}
		try {
			return InetAddress.ofLiteral(host).isLoopbackAddress();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
