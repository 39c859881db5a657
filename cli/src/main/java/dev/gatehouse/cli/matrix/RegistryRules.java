package dev.gatehouse.cli.matrix;

import java.net.InetAddress;
import java.util.regex.Pattern;

import dev.gatehouse.cli.terminal.Complaint;

/** What the gateway asks of a registry, for who is about to change one. */
public final class RegistryRules {

	private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

	private RegistryRules() {
	}

	/**
	 * Checks the whole text of a registry.
	 * @throws Complaint if the gateway would refuse it; it names file and line
	 */
	public static void check(String file, String text) {
		RegistryFile.read(YamlTree.parse(file, text));
	}

	/** Returns whether this can be the name of a client or of a plan. */
	public static boolean isName(String text) {
		return NAME.matcher(text).matches();
	}

	/** Returns whether a token can hold this scope (RFC 6749, section 3.3). */
	public static boolean isScope(String text) {
		return SCOPE.matcher(text).matches();
	}

	/** Returns whether this is a network in CIDR notation, or an address. */
	public static boolean isNetwork(String text) {
		int slash = text.indexOf('/');
		String address = (slash < 0) ? text : text.substring(0, slash);
		String length = (slash < 0) ? "0" : text.substring(slash + 1);
		boolean literal = IPV4.matcher(address).matches() || (address.contains(":") && !address.contains("%"));
		return literal && length.matches("\\d{1,3}") && Integer.parseInt(length) <= bits(address);
	}

	/**
	 * An IPv4 address in its IPv6-mapped form is the IPv4 address, as for the gateway.
	 */
	private static int bits(String address) {
		try {
			return InetAddress.ofLiteral(address).getAddress().length * 8;
		}
		catch (IllegalArgumentException ex) {
			return -1;
		}
	}

}
