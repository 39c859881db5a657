package dev.gatehouse.gateway.walk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One row of the corpus of tokens: a recipe, and how the request with it is made. */
record JwtCase(JsonNode row) {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String OTHER_SECRET = "a-client-secret-of-forty-characters-00000";

	String id() {
		return this.row.path("id").asString();
	}

	/** How often the issuer may be asked because of it: never more than once. */
	int mostFetches() {
		return this.row.path("expect").path("jwks_fetches_max").asInt(1);
	}

	boolean issuerIsAway() {
		return this.row.path("extra").path("jwks").asString("").equals("down");
	}

	/** Returns the request; {@code type} is the header parameter of a good token. */
	Call call(Bank bank, String type) {
		JsonNode query = this.row.path("extra").path("query");
		Call call = Call.get("/v1/accounts" + (query.isString() ? "?" + fill(query.asString(), bank, type) : ""));
		if (this.row.path("authorization").isString()) {
			call.header("Authorization", fill(this.row.path("authorization").asString(), bank, type));
		}
		this.row.path("extra")
			.path("headers")
			.forEach((field) -> call.header(field.get(0).asString(), fill(field.get(1).asString(), bank, type)));
		return call;
	}

	private String fill(String template, Bank bank, String type) {
		return template.replace("{jwt}", token(bank, type)).replace("{jwt2}", bank.token().text());
	}

	private String token(Bank bank, String type) {
		TestTokens token = bank.token().type(type);
		Map<String, String> words = words(bank);
		JsonNode base = Vectors.read("jwt-cases").path("base_claims");
		base.propertyStream().forEach((claim) -> token.claim(claim.getKey(), value(claim.getValue(), words)));
		this.row.path("claims").propertyStream().forEach((claim) -> {
			token.claim(claim.getKey(), value(claim.getValue(), words));
			if (claim.getValue().path("drop").asBoolean(false)) {
				token.without(claim.getKey());
			}
		});
		sign(token);
		this.row.path("header").propertyStream().forEach((parameter) -> {
			token.header(parameter.getKey(), parameter(parameter.getKey(), parameter.getValue(), words));
			if (parameter.getValue().isNull()) {
				token.withoutHeader(parameter.getKey());
			}
		});
		return new TokenMutation(token).apply(this.row.path("mutate").asString("none"));
	}

	private static Map<String, String> words(Bank bank) {
		String issuer = bank.issuer().uri();
		Map<String, String> words = new LinkedHashMap<>();
		words.put("{iss}", issuer);
		words.put("{iss_http_https_swapped}", issuer.replace("http:", "https:"));
		words.put("{iss_other_realm}", issuer.replace("bank", "other"));
		words.put("{aud}", Bank.AUDIENCE);
		words.put("{client}", Bank.ACME);
		words.put("{kid}", String.valueOf(Keys.RSA.getKeyID()));
		words.put("{uuid}", UUID.randomUUID().toString());
		words.put("{canary}", bank.cards().url().replaceFirst(".*:", ""));
		return words;
	}

	/** A text that is one time becomes the number; words within texts are replaced. */
	private static @Nullable Object value(JsonNode template, Map<String, String> words) {
		if (template.isString() && template.asString().matches("\\{now([+-][0-9.]+)?}")) {
			return now(template.asString().replaceAll("[{}now]", ""));
		}
		String text = template.toString().replace("{now+300}", Long.toString(Instant.now().getEpochSecond() + 300));
		for (Map.Entry<String, String> word : words.entrySet()) {
			text = text.replace(word.getKey(), word.getValue());
		}
		return JSON.readValue(text, Object.class);
	}

	private static Number now(String offset) {
		double seconds = offset.isEmpty() ? 0 : Double.parseDouble(offset);
		long now = Instant.now().getEpochSecond();
		return offset.contains(".") ? (Number) (now + seconds) : (Number) (now + (long) seconds);
	}

	private static @Nullable Object parameter(String name, JsonNode template, Map<String, String> words) {
		return name.equals("jwk") ? Keys.FORGED.toPublicJWK().toJSONObject() : value(template, words);
	}

	private void sign(TestTokens token) {
		String with = this.row.path("sign_with").asString();
		String named = this.row.path("header").path("alg").asString("RS256");
		JWSAlgorithm rsa = named.matches("[RP]S(256|384)") ? JWSAlgorithm.parse(named) : JWSAlgorithm.RS256;
		switch (with) {
			case "issuer-rsa" -> token.signedBy(Keys.RSA, mutates() ? JWSAlgorithm.RS256 : rsa);
			case "issuer-ec" -> token.signedBy(Keys.EC, JWSAlgorithm.ES256);
			case "attacker-rsa" -> token.signedBy(Keys.FORGED, rsa);
			case "issuer-rsa-enc" -> token.signedBy(Keys.ENCRYPTION, rsa);
			case "issuer-rsa-1024" -> token.signedBy(Keys.SHORT, rsa);
			case "old-issuer-rsa" -> token.signedBy(Keys.NEXT, rsa);
			default -> token.signedBy(secret(with), JWSAlgorithm.HS256).header("kid", Keys.RSA.getKeyID());
		}
	}

	private boolean mutates() {
		return this.row.path("mutate").isString();
	}

	/** What an attacker who has only public things could sign with. */
	private static JWK secret(String with) {
		try {
			byte[] der = Keys.RSA.toPublicKey().getEncoded();
			String lines = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der);
			byte[] secret = switch (with) {
				case "hmac:spki-pem" -> pem("PUBLIC KEY", lines);
				case "hmac:spki-der" -> der;
				case "hmac:jwk-n" -> Keys.RSA.getModulus().decode();
				case "hmac:x5c" -> pem("CERTIFICATE", lines);
				case "hmac:client_secret" -> OTHER_SECRET.getBytes(StandardCharsets.US_ASCII);
				default -> throw new IllegalArgumentException("unknown key " + with);
			};
			return new OctetSequenceKey.Builder(secret).build();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] pem(String label, String lines) {
		return ("-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

}
