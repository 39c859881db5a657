package dev.gatehouse.gateway.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A set of keys is what can be used of what the issuer publishes. */
class KeySetTests {

	private static final JWK GOOD = TestKeys.EC.toPublicJWK();

	@Test
	void keysAreFoundById() throws ParseException {
		KeySet keys = set(TestKeys.RSA.toPublicJWK(), TestKeys.EC.toPublicJWK(), TestKeys.ED.toPublicJWK());
		assertThat(keys.size()).isEqualTo(3);
		for (String id : List.of("rsa-1", "ec-1", "ed-1")) {
			assertThat(Objects.requireNonNull(keys.find(id)).id()).isEqualTo(id);
		}
		assertThat(keys.find("RSA-1")).isNull();
		assertThat(keys.find("")).isNull();
		assertThat(keys.find(null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"kty\":\"XYZ\",\"kid\":\"x\"}", "{\"kid\":\"x\"}",
			"{\"kty\":\"RSA\",\"kid\":\"x\",\"e\":\"AQAB\"}", "{\"kty\":\"oct\",\"kid\":\"x\",\"k\":\"AAAA\"}",
			"{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-257\",\"x\":\"AA\",\"y\":\"AA\"}",
			"{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
			"{\"kty\":\"RSA\",\"kid\":\"x\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"x5c\":[\"nonsense\"]}", "7", "null", "[]",
			"{\"kty\":7}", "{}" })
	void keyThatCannotBeUsedDoesNotTakeTheGoodOnesAway(String broken) throws ParseException {
		KeySet keys = parse("{\"keys\":[" + broken + "," + GOOD.toJSONString() + "]}");
		assertThat(keys.size()).isEqualTo(1);
		assertThat(keys.find("ec-1")).isNotNull();
	}

	@Test
	void twoKeysOfOneIdAreBothNotUsedBecauseNobodyKnowsWhichIsMeant() throws ParseException {
		RSAKey one = named(TestKeys.OTHER_RSA);
		RSAKey other = named(TestKeys.RSA);
		assertThat(set(one, other, GOOD).find("x")).isNull();
		assertThat(set(one, other, one, GOOD).find("x")).isNull();
		assertThat(set(one, one, GOOD).find("x")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":[]}", "<html>", "null",
			"7", "{\"keys\":[7]}", "{\"keys\":[null]}", "{\"keys\":[],\"keys\":[]}" })
	void answerWithoutAUsableKeyIsNoKeySet(String json) {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> parse(json));
	}

	@Test
	void setOfManyThingsIsNoKeySet() {
		String good = GOOD.toJSONString();
		assertThatExceptionOfType(ParseException.class)
			.isThrownBy(() -> parse("{\"keys\":[" + "1,".repeat(50_000) + good + "]}"));
		assertThatExceptionOfType(ParseException.class)
			.isThrownBy(() -> parse("{\"keys\":[" + "[".repeat(50_000) + "]".repeat(50_000) + "," + good + "]}"));
	}

	@Test
	void keyThatStaysIsTheSameObject() throws ParseException {
		KeySet before = set(TestKeys.RSA.toPublicJWK(), GOOD);
		KeySet after = set(TestKeys.RSA.toPublicJWK(), TestKeys.ED.toPublicJWK()).like(before);
		IssuerKey stayed = Objects.requireNonNull(before.find("rsa-1"));
		IssuerKey gone = Objects.requireNonNull(before.find("ec-1"));
		assertThat(after.find("rsa-1")).isSameAs(stayed);
		assertThat(after.holds(stayed)).isTrue();
		assertThat(after.holds(gone)).isFalse();
	}

	@Test
	void setThatMeansTheSameIsTheSameObject() throws ParseException {
		KeySet before = set(TestKeys.RSA.toPublicJWK(), GOOD);
		assertThat(set(GOOD, TestKeys.RSA.toPublicJWK()).like(before)).isSameAs(before);
		assertThat(set(GOOD).like(before)).isNotSameAs(before);
		assertThat(set(GOOD, TestKeys.RSA.toPublicJWK(), TestKeys.ED.toPublicJWK()).like(before)).isNotSameAs(before);
		assertThat(before.like(null)).isSameAs(before);
	}

	@Test
	void anotherKeyOrAlgorithmUnderTheSameIdIsAnotherKey() throws ParseException {
		KeySet before = set(TestKeys.RSA.toPublicJWK());
		IssuerKey key = Objects.requireNonNull(before.find("rsa-1"));
		assertThat(set(TestKeys.ATTACKER.toPublicJWK()).like(before).holds(key)).isFalse();
		assertThat(
				set(new RSAKey.Builder(TestKeys.RSA.toPublicJWK()).algorithm(JWSAlgorithm.PS256).build()).like(before)
					.holds(key))
			.isFalse();
	}

	private static RSAKey named(RSAKey key) {
		return new RSAKey.Builder(key.toPublicJWK()).keyID("x").build();
	}

	/** As published, private parts and all. */
	private static KeySet set(JWK... keys) throws ParseException {
		Map<String, Object> set = new JWKSet(List.of(keys)).toJSONObject(false);
		return parse(JSONObjectUtils.toJSONString(set));
	}

	private static KeySet parse(String json) throws ParseException {
		return KeySet.parse(json.getBytes(StandardCharsets.UTF_8));
	}

}
