package dev.gatehouse.gateway.walk;

import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;

/**
 * The ways in which the corpus damages a token, some before and some after it is signed.
 */
record TokenMutation(TestTokens token) {

	String apply(String mutation) {
		String header = this.token.headerText();
		String claims = this.token.claimsText();
		return switch (mutation) {
			case "none", "keep-rs256-signature" -> this.token.text();
			case "payload-not-json" -> this.token.sign(header, "this is text");
			case "payload-null" -> this.token.sign(header, "null");
			case "payload-bom" -> this.token.sign(header, "\ufeff" + claims);
			case "payload-trailing" -> this.token.sign(header, claims + "junk");
			case "payload-bignum" -> this.token.sign(header, claims.replace("{", "{\"n\":" + "9".repeat(10_000) + ","));
			case "payload-nan" -> this.token.sign(header, claims.replace("{", "{\"exp\":NaN,"));
			case "header-dup-kid" -> this.token.sign(header.replace("{", "{\"kid\":\"other\","), claims);
			case "header-array" -> this.token.sign("[]", claims);
			case "nested" -> this.token.sign(header.replace("{", "{\"cty\":\"JWT\","), this.token.text());
			case "size-8k" -> padded();
			case "sig-ec-der" -> derSignature();
			default -> damaged(mutation, this.token.text().split("\\.", -1));
		};
	}

	private static String damaged(String mutation, String[] parts) {
		String token = String.join(".", parts);
		String input = parts[0] + "." + parts[1];
		return switch (mutation) {
			case "sig-empty" -> input + ".";
			case "sig-flip-bit" -> input + "." + bytes(parts[2], (bytes) -> flip(bytes));
			case "sig-truncate-1" -> input + "." + bytes(parts[2], (bytes) -> bytes.substring(0, bytes.length() - 1));
			case "sig-zero" -> input + "." + bytes(parts[2], (bytes) -> "\0".repeat(bytes.length()));
			case "payload-flip-bit" -> parts[0] + "." + bytes(parts[1], TokenMutation::flip) + "." + parts[2];
			case "b64-padding" -> parts[0] + "=." + parts[1] + "=." + parts[2] + "==";
			case "b64-newline" -> parts[0] + "\n." + parts[1] + "." + parts[2];
			case "b64-trailing-bits" -> token.substring(0, token.length() - 1) + neighbour(token);
			case "parts-2" -> input;
			case "parts-5" -> token + "." + parts[1] + "." + parts[2];
			case "jwe-zip-bomb" -> Base64URL.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}") + ".."
					+ parts[1] + "." + parts[2] + "." + parts[2];
			case "jws-json-flat" -> json("", parts);
			case "jws-json-polyglot" -> json(token + " ", parts);
			case "prefix-dot" -> "." + token;
			case "url-encoded" -> token.replace(".", "%2e");
			default -> throw new IllegalArgumentException("unknown mutation " + mutation);
		};
	}

	private static String bytes(String part, UnaryOperator<String> change) {
		StringBuilder bytes = new StringBuilder();
		for (byte one : new Base64URL(part).decode()) {
			bytes.append((char) (one & 0xff));
		}
		return Base64URL.encode(change.apply(bytes.toString()).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
			.toString();
	}

	private static String flip(String bytes) {
		int middle = bytes.length() / 2;
		return bytes.substring(0, middle) + (char) (bytes.charAt(middle) ^ 1) + bytes.substring(middle + 1);
	}

	/** Another last character that stands for the same bytes. */
	private static char neighbour(String token) {
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		return alphabet.charAt(alphabet.indexOf(token.charAt(token.length() - 1)) ^ 1);
	}

	private static String json(String before, String[] parts) {
		return before + "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}".formatted(parts[0], parts[1],
				parts[2]);
	}

	private String padded() {
		int missing = 7900 - this.token.text().length();
		return this.token.claim("pad", "x".repeat(missing * 3 / 4)).text();
	}

	private String derSignature() {
		String[] parts = this.token.signedBy(Keys.EC, JWSAlgorithm.ES256).text().split("\\.", -1);
		try {
			return parts[0] + "." + parts[1] + "."
					+ Base64URL.encode(ECDSA.transcodeSignatureToDER(new Base64URL(parts[2]).decode()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
