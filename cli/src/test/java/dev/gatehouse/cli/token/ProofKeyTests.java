package dev.gatehouse.cli.token;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who must bind its tokens does so, with a key of its own and a proof for each request.
 */
class ProofKeyTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final ProofKey key = ProofKey.make(() -> NOW);

	@RepeatedTest(5)
	void proofIsSignedByTheKeyThatItBringsAlong() throws GeneralSecurityException {
		String[] parts = this.key.proof("GET", "http://localhost:8080/v1/accounts?limit=5#x", "token").split("\\.", -1);
		JsonNode header = json(parts[0]);
		assertThat(header.path("typ").asString()).isEqualTo("dpop+jwt");
		assertThat(header.path("alg").asString()).isEqualTo("ES256");
		assertThat(header.path("jwk").propertyNames()).containsExactlyInAnyOrder("kty", "crv", "x", "y");
		assertThat(isSigned(parts, header.path("jwk"))).isTrue();
	}

	@Test
	void proofSaysForWhichRequestAndTokenItIs() throws GeneralSecurityException {
		JsonNode claims = json(
				this.key.proof("GET", "http://localhost:8080/v1/accounts?limit=5#x", "token").split("\\.", -1)[1]);
		assertThat(claims.path("htm").asString()).isEqualTo("GET");
		assertThat(claims.path("htu").asString()).isEqualTo("http://localhost:8080/v1/accounts");
		assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
		byte[] hash = MessageDigest.getInstance("SHA-256").digest("token".getBytes(StandardCharsets.US_ASCII));
		assertThat(Base64.getUrlDecoder().decode(claims.path("ath").asString())).isEqualTo(hash);
		assertThat(json(this.key.proof("POST", "http://localhost/token", null).split("\\.", -1)[1]).has("ath"))
			.isFalse();
	}

	@Test
	void everyProofHasAnotherId() {
		assertThat(id(this.key.proof("GET", "http://a/", "t")))
			.isNotEqualTo(id(this.key.proof("GET", "http://a/", "t")));
	}

	/** The code of the RFC, and what Keycloak 26.7.3 says. */
	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":\"invalid_dpop_proof\"}",
			"{\"error\":\"invalid_request\",\"error_description\":\"DPoP proof is missing\"}" })
	void clientThatMustBindItsTokensIsAskedAndThenDoes(String refusal) throws IOException, InterruptedException {
		List<String> proofs = new CopyOnWriteArrayList<>();
		HttpServer keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		keycloak.createContext("/", (exchange) -> {
			String proof = exchange.getRequestHeaders().getFirst("DPoP");
			byte[] answer = ((proof == null) ? refusal : "{\"access_token\":\"abc\"}").getBytes(StandardCharsets.UTF_8);
			if (proof != null) {
				proofs.add(proof);
			}
			exchange.sendResponseHeaders((proof == null) ? 400 : 200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		keycloak.start();
		try {
			String url = "http://127.0.0.1:" + keycloak.getAddress().getPort();
			AccessToken token = new TokenClient(url).fetchBound("stark-settlement", "s", List.of());
			JsonNode claims = json(proofs.getFirst().split("\\.", -1)[1]);
			assertThat(claims.path("htm").asString()).isEqualTo("POST");
			assertThat(claims.path("htu").asString()).isEqualTo(url + "/realms/bank/protocol/openid-connect/token");
			Map<String, String> fields = token.fields("GET", "http://localhost:8080/v1/accounts");
			assertThat(fields).containsEntry("Authorization", "DPoP abc").containsKey("DPoP");
			assertThat(jwk(String.valueOf(fields.get("DPoP")))).isEqualTo(jwk(proofs.getFirst()));
		}
		finally {
			keycloak.stop(0);
		}
	}

	@Test
	void clientThatNeedNotHasAPlainToken() throws InterruptedException {
		try (StubServer keycloak = new StubServer(200, "{\"access_token\": \"abc\"}")) {
			AccessToken token = new TokenClient(keycloak.url()).fetchBound("acme", "s", List.of());
			assertThat(token.fields("GET", "http://a/")).containsExactly(Map.entry("Authorization", "Bearer abc"));
			assertThat(keycloak.asked().headers().getFirst("DPoP")).isNull();
		}
	}

	private static JsonNode jwk(String proof) {
		return json(proof.split("\\.", -1)[0]).path("jwk");
	}

	private static String id(String proof) {
		return json(proof.split("\\.", -1)[1]).path("jti").asString();
	}

	private static boolean isSigned(String[] parts, JsonNode jwk) throws GeneralSecurityException {
		AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
		curve.init(new ECGenParameterSpec("secp256r1"));
		ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
		Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
		signature.initVerify(KeyFactory.getInstance("EC")
			.generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
	}

	private static BigInteger coordinate(JsonNode jwk, String name) {
		byte[] bytes = Base64.getUrlDecoder().decode(jwk.path(name).asString());
		assertThat(bytes).hasSize(32);
		return new BigInteger(1, bytes);
	}

	private static JsonNode json(String part) {
		return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(part));
	}

}
