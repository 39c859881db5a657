package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;

import dev.gatehouse.cli.tls.TlsClient;
import dev.gatehouse.cli.tls.TlsFolder;
import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.Operator.Output;
import dev.gatehouse.system.local.LocalBank;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bank of {@code ./gatehouse up --tls}: a partner gets a token from Keycloak with its
 * certificate, and nobody gets anywhere with that token and without the certificate (RFC
 * 8705).
 */
final class TlsWalk {

	private static final String CLIENT = "hooli-payments";

	private final LocalBank bank;

	private final TlsFolder folder;

	private final SSLContext holder;

	private final SSLContext other;

	TlsWalk(LocalBank bank) {
		this.bank = bank;
		this.folder = new TlsFolder(bank.tls());
		this.holder = new TlsClient(this.folder).of(CLIENT);
		this.other = new TlsClient(this.folder).of("nobody");
	}

	void walk() {
		everyCommandWorks();
		tokenIsBoundToTheCertificate();
		stolenTokenIsWorthless();
		clientWithoutItsCertificateGetsNoToken();
		plainPartnersAreServed();
	}

	private void everyCommandWorks() {
		assertThat(this.bank.run("status")).contains(this.bank.tlsGateway().toString());
		assertThat(this.bank.run("call", CLIENT, "GET", "/v1/accounts")).startsWith("200 OK");
		assertThat(this.bank.run("explain", CLIENT, "GET", "/v1/accounts")).startsWith("allowed");
		assertThat(this.bank.run("call", "acme-treasury", "GET", "/v1/accounts")).startsWith("200 OK");
		Output forbidden = this.bank.tryRun("call", CLIENT, "GET", "/v1/cards");
		assertThat(forbidden.text()).startsWith("403 Forbidden");
	}

	private void tokenIsBoundToTheCertificate() {
		String token = token();
		JsonNode claims = Partner.part(token, 1);
		assertThat(claims.at("/cnf/x5t#S256").asString()).isEqualTo(thumbprint());
		assertThat(claims.path("iss").asString()).isEqualTo(this.bank.issuer().toString());
		assertThat(Partner.part(token, 0).path("typ").asString()).isEqualTo("at+jwt");
		assertThat(read(this.holder, token).statusCode()).isEqualTo(200);
	}

	private void stolenTokenIsWorthless() {
		Answer refused = new Answer(read(this.other, token()));
		assertThat(refused.expect(401).problem()).isEqualTo("invalid-token");
		assertThat(refused.text("/reason")).isEqualTo("binding");
	}

	private void clientWithoutItsCertificateGetsNoToken() {
		HttpResponse<String> refused = ask(this.other);
		assertThat(refused.statusCode()).isIn(400, 401);
		assertThat(refused.body()).doesNotContain("access_token");
	}

	private void plainPartnersAreServed() {
		String token = new Partner(this.bank, "acme-treasury").token("accounts:read");
		assertThat(read(this.other, token).statusCode()).isEqualTo(200);
		assertThat(read(this.holder, token).statusCode()).isEqualTo(200);
	}

	private String token() {
		return this.bank.run("token", CLIENT).strip();
	}

	private HttpResponse<String> ask(SSLContext tls) {
		return send(tls,
				HttpRequest.newBuilder(this.bank.tlsKeycloak().resolve("/realms/bank/protocol/openid-connect/token"))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + CLIENT)));
	}

	private HttpResponse<String> read(SSLContext tls, String token) {
		URI accounts = this.bank.tlsGateway().resolve("/v1/accounts");
		return send(tls, HttpRequest.newBuilder(accounts).header("Authorization", "Bearer " + token));
	}

	private static HttpResponse<String> send(SSLContext tls, HttpRequest.Builder request) {
		try (HttpClient http = HttpClient.newBuilder().sslContext(tls).build()) {
			return http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Of the first certificate in the partner's file. */
	private String thumbprint() {
		try {
			List<String> lines = Files.readAllLines(this.folder.certificate(CLIENT));
			String base64 = String.join("", lines.subList(1, lines.indexOf("-----END CERTIFICATE-----")));
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
