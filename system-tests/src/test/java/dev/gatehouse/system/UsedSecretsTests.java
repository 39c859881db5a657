package dev.gatehouse.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A secret in a log is found, and its name is told. */
class UsedSecretsTests {

	@Test
	void secretsAndTokensAreFoundInFiles(@TempDir Path folder) throws IOException {
		Path credentials = Files.writeString(folder.resolve("credentials.env"),
				"ACME_SECRET=0123456789abcdef0123456789abcdef\nSHORT=abc\n");
		Path logs = Files.createDirectories(folder.resolve("logs/more"));
		Path log = Files.writeString(logs.resolve("a.log"), "all is well: abc\n");
		assertThat(UsedSecrets.inFiles(folder.resolve("logs"), credentials)).isEmpty();

		UsedSecrets.token("header.payload.a-signature-that-tests-made-up");
		Files.writeString(log,
				"client_secret=0123456789abcdef0123456789abcdef&x, x.y.a-signature-that-tests-made-up\n");

		assertThat(UsedSecrets.inFiles(folder.resolve("logs"), credentials)).containsExactly("ACME_SECRET in a.log",
				"a token in a.log");
	}

}
