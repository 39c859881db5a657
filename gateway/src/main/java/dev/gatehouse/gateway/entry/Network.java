package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.netty.util.NetUtil;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291). An IPv4 address that comes in its
 * IPv6-mapped form is the IPv4 address.
 */
public final class Network {

	private final byte[] prefix;

	private final int bits;

	private Network(byte[] prefix, int bits) {
		this.prefix = prefix;
		this.bits = bits;
	}

	/** Returns whether the text is an address, or an address with a prefix length. */
	public static boolean isValid(String text) {
		return read(text) != null;
	}

	/**
	 * Reads {@code 10.0.0.0/8}, {@code ::1/128} or a single address.
	 * @throws IllegalArgumentException if it is neither
	 */
	public static Network parse(String text) {
		Network network = read(text);
		if (network == null) {
			throw new IllegalArgumentException("not a CIDR network");
		}
		return network;
	}

	/** Reads a network as {@link #parse} does; null: it is none. */
	public static @Nullable Network read(String text) {
		int slash = text.indexOf('/');
		byte[] address = addressBytes((slash < 0) ? text : text.substring(0, slash));
		if (address == null) {
			return null;
		}
		int longest = address.length * 8;
		String length = (slash < 0) ? Integer.toString(longest) : text.substring(slash + 1);
		if (!isLength(length) || Integer.parseInt(length) > longest) {
			return null;
		}
		return new Network(address, Integer.parseInt(length));
	}

	private static boolean isLength(String text) {
		boolean digits = !text.isEmpty() && text.length() <= 3;
		for (int i = 0; digits && i < text.length(); i++) {
			digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
		}
		return digits;
	}

	/**
	 * Returns the bytes of a literal address, never asking a name server; null if it is
	 * none.
	 */
	static byte @Nullable [] addressBytes(String literal) {
		byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
		return (bytes != null) ? unmapped(bytes) : null;
	}

	/** Returns whether the address lies within this network. */
	public boolean contains(InetAddress address) {
		return contains(unmapped(address.getAddress()));
	}

	boolean contains(byte[] address) {
		if (address.length != this.prefix.length) {
			return false;
		}
		int whole = this.bits / 8;
		if (!Arrays.equals(address, 0, whole, this.prefix, 0, whole)) {
			return false;
		}
		int rest = this.bits % 8;
		return rest == 0 || ((address[whole] ^ this.prefix[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
	}

	@Override
	public String toString() {
		return NetUtil.bytesToIpAddress(this.prefix) + "/" + this.bits;
	}

	private static byte[] unmapped(byte[] address) {
		if (address.length != 16 || address[10] != -1 || address[11] != -1) {
			return address;
		}
		for (int i = 0; i < 10; i++) {
			if (address[i] != 0) {
				return address;
			}
		}
		return Arrays.copyOfRange(address, 12, 16);
	}

}
