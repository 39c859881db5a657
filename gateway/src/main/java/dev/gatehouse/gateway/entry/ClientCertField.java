package dev.gatehouse.gateway.entry;

import java.util.Base64;
import java.util.List;

import dev.gatehouse.gateway.problem.Refusal;

/**
 * Reads {@code Client-Cert} (RFC 9440, section 2.2): one certificate, its DER between
 * colons in base64 (RFC 9651, section 3.3.5). Reads the certificate's frame only: who
 * sent it has validated it.
 */
final class ClientCertField {

	static final String NAME = "Client-Cert";

	private static final int SEQUENCE = 0x30;

	private ClientCertField() {
	}

	/**
	 * Returns the certificate's DER.
	 * @param lines the field's, at least one
	 * @throws Refusal if it is not one certificate
	 */
	static byte[] read(List<String> lines) {
		String value = lines.getFirst();
		if (lines.size() > 1 || value.length() < 2 || !value.startsWith(":") || !value.endsWith(":")) {
			throw malformed();
		}
		byte[] der = decoded(value.substring(1, value.length() - 1));
		if (!isOneSequence(der)) {
			throw malformed();
		}
		return der;
	}

	private static byte[] decoded(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw malformed();
		}
	}

	/** The length of a certificate is above 255, so it is written in two octets. */
	private static boolean isOneSequence(byte[] der) {
		return der.length > 4 && (der[0] & 0xff) == SEQUENCE && (der[1] & 0xff) == 0x82
				&& ((der[2] & 0xff) << 8 | (der[3] & 0xff)) == der.length - 4;
	}

	private static Refusal malformed() {
		return HeadCheck.malformed("The field Client-Cert is not one certificate.");
	}

}
