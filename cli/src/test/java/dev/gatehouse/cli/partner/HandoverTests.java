package dev.gatehouse.cli.partner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.token.StubServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a partner is told works as it is pasted, and tells nobody else its secret. */
class HandoverTests {

	private static final String SECRET = "s3cretOfTheClient";

	private static final String TOKEN = "t0ken.Of-the_client";

	private final Path folder;

	HandoverTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/bin/bash", "/bin/zsh" })
	void printedCallIsServed(String shell) throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(Path.of(shell)));
		try (StubServer keycloak = new StubServer(200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":300}");
				StubServer gateway = new StubServer(200, "{\"items\":[]}")) {
			String printed = paste(shell, call(keycloak, gateway));
			assertThat(printed).startsWith("client secret: ")
				.contains("HTTP/1.1 200", "{\"items\":[]}")
				.doesNotContain(SECRET, TOKEN);
			assertThat(keycloak.asked().body()).isEqualTo("grant_type=client_credentials");
			assertThat(keycloak.asked().headers().getFirst("Authorization")).isEqualTo("Basic "
					+ Base64.getEncoder().encodeToString(("acme-billing:" + SECRET).getBytes(StandardCharsets.UTF_8)));
			assertThat(gateway.asked().uri()).isEqualTo("/v1/it's");
			assertThat(gateway.asked().headers().getFirst("Authorization")).isEqualTo("Bearer " + TOKEN);
		}
		assertThat(Files.readString(this.folder.resolve("arguments"))).contains("grant_type=client_credentials")
			.doesNotContain(SECRET, TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/bin/bash", "/bin/zsh" })
	void withoutATokenTheGatewayIsNotCalled(String shell) throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(Path.of(shell)));
		try (StubServer keycloak = new StubServer(401, "{\"error\":\"invalid_client\"}");
				StubServer gateway = new StubServer(200, "")) {
			assertThat(paste(shell, call(keycloak, gateway))).contains("401").doesNotContain("HTTP/1.1 200");
		}
		assertThat(Files.readAllLines(this.folder.resolve("arguments"))).hasSize(1);
	}

	@Test
	void boundTokensHaveNoCallThatWouldNotWork() {
		assertThat(print("mtls", "http://localhost", "http://localhost")).contains("RFC 8705").doesNotContain("curl");
		assertThat(print("dpop", "http://localhost", "http://localhost")).contains("RFC 9449").doesNotContain("curl");
	}

	@Test
	void textOfOthersCannotSteerTheTerminal() {
		assertThat(print("x\u001b[2J", "http://localhost", "http://localhost")).contains("x?[2J")
			.doesNotContain("\u001b");
	}

	private String call(StubServer keycloak, StubServer gateway) {
		String printed = print("none", keycloak.url(), gateway.url());
		return printed.substring(printed.indexOf("( "));
	}

	private static String print(String binding, String keycloak, String gateway) {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		new Handover(new Realm(keycloak, "bank", "account", "of-the-account"), "bank-gateway", gateway, "acme-billing",
				List.of("accounts:read"), binding, "/v1/it's")
			.print(new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false));
		return output.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Pastes the text into a shell whose curl notes its arguments, then types the secret.
	 */
	private String paste(String shell, String text) throws IOException, InterruptedException {
		Path curl = Files.writeString(Files.createDirectories(this.folder.resolve("bin")).resolve("curl"),
				"#!/bin/sh\necho \"$*\" >> '" + this.folder + "/arguments'\nPATH=${PATH#*:} exec curl \"$@\"\n");
		Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwxr-xr-x"));
		ProcessBuilder builder = new ProcessBuilder(shell, "-s").redirectErrorStream(true);
		builder.environment().put("PATH", curl.resolveSibling(".").normalize() + ":" + System.getenv("PATH"));
		Process process = builder.start();
		try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
			input.write(text + SECRET + "\n");
		}
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return printed;
	}

}
