package dev.gatehouse.benchmarks.issuer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tokens are signed with the key that an order names, and its public half says so. */
class TokenSignerTests {

	private static final String HEADER = "{\"alg\":\"ES256\"}";

	@Test
	void tokenIsSignedByTheKeyThatIsNamed() throws GeneralSecurityException {
		IssuerKey ec = IssuerKey.ec("ec-1");
		String token = new TokenSigner(Map.of("ec", ec)).sign("ec\t" + HEADER + "\t{\"sub\":\"a\"}");
		String[] parts = token.split("\\.");
		assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)).isEqualTo(HEADER);
		assertThat(verifies(ec, parts)).isTrue();
		assertThat(verifies(IssuerKey.ec("ec-1"), parts)).isFalse();
	}

	@Test
	void keyThatIsNotThereIsNamed() {
		assertThatThrownBy(() -> new TokenSigner(Map.of()).sign("rsa\t{}\t{}"))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("rsa");
	}

	@Test
	void publicKeyIsPublishedAsItIs() throws GeneralSecurityException {
		String jwk = IssuerKey.rsa("rsa-1").jwk();
		assertThat(jwk).startsWith("{\"kid\":\"rsa-1\",\"use\":\"sig\",\"alg\":\"RS256\"").contains("\"e\":\"AQAB\"");
		assertThat(jwk.replaceAll(".*\"n\":\"([^\"]*)\".*", "$1")).hasSize(342);
	}

	private static boolean verifies(IssuerKey key, String[] parts) throws GeneralSecurityException {
		Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
		signature.initVerify(key.pair().getPublic());
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
	}

}
