package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What is kept of the keys is public, whole, the gateway's own, and the issuer's. */
class KeysFileTests {

	private static final String ISSUER = "https://issuer.example";

	private static final Instant THEN = Instant.parse("2026-11-21T12:00:00.123Z");

	@TempDir
	private Path folder;

	@Test
	void keysComeBackWithTheirAge() throws Exception {
		KeySet keys = keys(TestKeys.RSA, TestKeys.EC, TestKeys.ED);
		file().write(keys, THEN);
		KeysFile.Kept kept = Objects.requireNonNull(file().read());
		assertThat(kept.fetched()).isEqualTo(THEN);
		assertThat(kept.keys().like(keys)).isSameAs(keys);
	}

	@Test
	void laterKeysTakeThePlaceOfTheEarlierOnes() throws Exception {
		file().write(keys(TestKeys.RSA), THEN);
		file().write(keys(TestKeys.EC), THEN.plusSeconds(1));
		assertThat(Objects.requireNonNull(file().read()).keys().find("rsa-1")).isNull();
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(path());
		}
	}

	@Test
	void fileIsTheOwnersAlone() throws Exception {
		file().write(keys(TestKeys.RSA), THEN);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-------");
	}

	@Test
	void fileHoldsNothingSecret() throws Exception {
		file().write(keys(TestKeys.RSA, TestKeys.EC), THEN);
		assertThat(Files.readString(path())).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"k\"");
	}

	@Test
	void folderIsMadeWhenItIsMissing() throws Exception {
		Path deep = this.folder.resolve("a/b/keys.json");
		KeysFile file = new KeysFile(deep, ISSUER, new JsonMapper());
		file.write(keys(TestKeys.RSA), THEN);
		assertThat(file.read()).isNotNull();
	}

	@Test
	void withoutAFileThereIsNothing() throws IOException {
		assertThat(file().read()).isNull();
	}

	@Test
	void fileOfAnotherIssuerIsNotTrusted() throws Exception {
		new KeysFile(path(), ISSUER + "/", new JsonMapper()).write(keys(TestKeys.RSA), THEN);
		assertThatIOException().isThrownBy(() -> file().read()).withMessage("it is of another issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw--w----", "rw-----w-", "rw-rw-rw-" })
	void fileThatOthersMayWriteToIsNotTrusted(String permissions) throws Exception {
		file().write(keys(TestKeys.RSA), THEN);
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(permissions));
		assertThatIOException().isThrownBy(() -> file().read()).withMessageContaining("others may write to it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "\0\0\0", "{\"issuer\":\"https://issuer.example\"}",
			"{\"issuer\":\"https://issuer.example\",\"fetched\":1}",
			"{\"issuer\":\"https://issuer.example\",\"fetched\":1,\"keys\":[]}",
			"{\"issuer\":\"https://issuer.example\",\"fetched\":\"1\",\"keys\":[]}" })
	void brokenFileIsNotTrusted(String content) throws IOException {
		write(content);
		assertThatIOException().isThrownBy(() -> file().read());
	}

	@Test
	void fileWithoutAnAgeOrTooLargeIsNotTrusted() throws Exception {
		file().write(keys(TestKeys.RSA), THEN);
		String good = Files.readString(path());
		write(good.replaceFirst("\"fetched\":\\d+", "\"fetched\":null"));
		assertThatIOException().isThrownBy(() -> file().read()).withMessage("it does not say how old it is");
		write(good.replaceFirst("\"fetched\":\\d+", "\"fetched\":1e15"));
		assertThatIOException().isThrownBy(() -> file().read());
		write(good + " ".repeat(1024 * 1024));
		assertThatIOException().isThrownBy(() -> file().read()).withMessageContaining("too large");
	}

	@Test
	void fileThatStopsAnywhereIsNotTrusted() throws Exception {
		file().write(keys(TestKeys.RSA), THEN);
		String good = Files.readString(path());
		for (int length = 0; length < good.length(); length += 7) {
			write(good.substring(0, length));
			assertThatIOException().isThrownBy(() -> file().read());
		}
	}

	@Test
	void keysInItAreHeldToTheSameRules() throws Exception {
		file().write(keys(TestKeys.RSA), THEN);
		write(Files.readString(path()).replaceFirst("\"keys\":.*", "\"keys\":[" + TestKeys.EC.toJSONString() + "]}"));
		assertThatIOException().isThrownBy(() -> file().read()).withMessageContaining("no usable signature key");
	}

	private void write(String content) throws IOException {
		Files.writeString(path(), content);
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-------"));
	}

	private Path path() {
		return this.folder.resolve("keys.json");
	}

	private KeysFile file() {
		return new KeysFile(path(), ISSUER, new JsonMapper());
	}

	private static KeySet keys(JWK... keys) throws ParseException {
		return KeySet.parse(new JWKSet(List.of(keys)).toString(true).getBytes(StandardCharsets.UTF_8));
	}

}
