package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import dev.gatehouse.gateway.checklist.Checks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A token that is bound to a certificate is worth nothing without the certificate's key,
 * whoever sends it (RFC 8705, section 3).
 */
@ExtendWith(WatchExtension.class)
@Checks("A-65")
@SuppressWarnings("NullAway.Init")
class ClientCertificateTests {

	private static final String PROXY = "127.0.0.2";

	@TempDir
	private static Path folder;

	private static Identity partner;

	private static Identity other;

	private static Identity stranger;

	private static Identity expired;

	private static Identity alone;

	private static Authority authority;

	private static Bank bank;

	private static TlsGate gate;

	@BeforeAll
	static void open() throws IOException {
		authority = new Authority("bank");
		partner = authority.issue("stark-mtls");
		other = authority.issue("other");
		expired = authority.issue("late", "-startdate", "-10d", "-validity", "5");
		alone = authority.selfSigned("alone");
		stranger = new Authority("elsewhere").issue("stark-mtls");
		authority.issue("gate").writeTo(folder);
		Files.writeString(folder.resolve("ca.crt"), authority.text());
		bank = Bank.open(Stream
			.of(TlsGate.settings(folder), TlsGate.asking(folder), Stream.of("gatehouse.trusted-proxies=" + PROXY))
			.flatMap((settings) -> settings));
		gate = new TlsGate(bank);
	}

	@AfterAll
	static void close() {
		bank.close();
	}

	@BeforeEach
	void reset() {
		bank.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void boundTokenIsTakenWithItsCertificateOnEveryRequestOfTheConnection(String version) throws Exception {
		try (Wire wire = new Wire(gate.connect(showing(partner), version))) {
			assertThat(Answer.read(wire.send(bound().text()), "GET")).isOk();
			assertThat(Answer.read(wire.send(bound().text()), "GET")).isOk();
			Call stolen = Call.get("/v1/accounts").token(bank.token().claim("cnf", other.confirmation()));
			assertRefused(Answer.read(wire.send(stolen.text()), "GET"));
			assertThat(Answer.read(wire.send(bound().text()), "GET")).isOk();
		}
	}

	@Checks("A-64")
	@Test
	void boundTokenIsRefusedWithoutACertificateAndWithAnother() throws Exception {
		assertRefused(gate.send(showing(null), bound()));
		assertRefused(gate.send(showing(other), bound()));
		assertThat(bank.arrivals()).isZero();
	}

	@Test
	void streamOfHttp2HasTheCertificateOfItsConnection() throws Exception {
		String token = bank.token().claim("cnf", partner.confirmation()).text();
		try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).sslContext(showing(partner)).build();
				HttpClient none = HttpClient.newBuilder().version(Version.HTTP_2).sslContext(showing(null)).build()) {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("https://127.0.0.1:" + bank.gate().port() + "/v1/accounts"))
				.header("Authorization", "Bearer " + token)
				.build();
			for (int i = 0; i < 3; i++) {
				HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
				assertThat(response.version()).isEqualTo(Version.HTTP_2);
				assertThat(response.statusCode()).isEqualTo(200);
			}
			assertThat(none.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void plainTokenNeedsNoCertificateAndMindsNone() throws Exception {
		Call plain = Call.get("/v1/accounts").token(bank.token());
		assertThat(gate.send(showing(null), plain)).isOk();
		assertThat(gate.send(showing(partner), plain)).isOk();
	}

	@Test
	void partnerWhoseTokensMustBeBoundIsRefusedWithAPlainOne() throws Exception {
		TestTokens token = bank.token().client("stark-mtls");
		assertRefused(gate.send(showing(partner), Call.get("/v1/accounts").token(token)));
		token.claim("cnf", partner.confirmation());
		assertThat(gate.send(showing(partner), Call.get("/v1/accounts").token(token))).isOk();
		assertRefused(gate.send(showing(null), Call.get("/v1/accounts").token(token)));
	}

	@Test
	void explanationJudgesTheCertificateThatIsShownWithTheQuestion() throws Exception {
		Call question = Call.get("/v1/explain?method=GET&path=/v1/accounts")
			.token(bank.token().claim("cnf", partner.confirmation()));
		assertThat(gate.send(showing(partner), question).body()).contains("\"verdict\":\"allowed\"");
		assertThat(gate.send(showing(null), question).body()).doesNotContain("\"verdict\":\"allowed\"")
			.contains("\"reason\":\"binding\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void certificateThatIsNotTrustedEndsTheHandshake(String version) {
		for (Identity bad : List.of(stranger, expired, alone)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				try (Wire wire = new Wire(gate.connect(showing(bad), version))) {
					// In TLS 1.3 a client is told behind its own end of the handshake.
					wire.send(Call.get("/v1/accounts").token(bank.token()).text());
					if (wire.readHead() == null) {
						throw new IOException("closed");
					}
				}
			});
		}
		assertThat(bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void connectionThatResumesASessionHasItsCertificate(String version) throws Exception {
		SSLContext client = showing(partner);
		SSLContext nobody = showing(null);
		for (int i = 0; i < 3; i++) {
			try (Wire wire = new Wire(gate.connect(client, version))) {
				assertThat(Answer.read(wire.send(bound().text()), "GET")).isOk();
			}
			try (Wire wire = new Wire(gate.connect(nobody, version))) {
				assertRefused(Answer.read(wire.send(bound().text()), "GET"));
			}
		}
	}

	/** So the one above says something. */
	@Test
	void sessionOfTls12IsResumed() throws Exception {
		SSLContext client = showing(partner);
		byte[] first;
		try (SSLSocket socket = gate.connect(client, "TLSv1.2")) {
			first = socket.getSession().getId();
		}
		try (SSLSocket socket = gate.connect(client, "TLSv1.2")) {
			assertThat(socket.getSession().getId()).isEqualTo(first);
		}
	}

	@Test
	@Checks({ "A-84", "A-94" })
	void fieldOfAClientIsNotBelievedAndNotPassedOn() throws Exception {
		assertRefused(gate.send(showing(null), bound().header("Client-Cert", partner.field())));
		assertRefused(gate.send(showing(other), bound().header("Client-Cert", partner.field())));
		Call call = bound().header("Client-Cert", other.field())
			.header("Client-Cert-Chain", other.field())
			.header("X-Forwarded-Client-Cert", "Hash=0");
		assertThat(gate.send(showing(partner), call)).isOk();
		assertNothingIsSaidOfCertificates();
		assertThat(gate.send(showing(partner), bound().header("Client-Cert", "x"))).isOk();
	}

	@Test
	void fieldOfATrustedProxyIsBelievedAndNotPassedOn() throws Exception {
		assertThat(proxied(null, bound().header("Client-Cert", partner.field()))).isOk();
		assertNothingIsSaidOfCertificates();
		assertRefused(proxied(null, bound().header("Client-Cert", other.field())));
		assertRefused(proxied(null, bound()));
	}

	@Test
	void certificateOfAProxysOwnConnectionIsNotItsClients() throws Exception {
		assertRefused(proxied(partner, bound()));
		assertThat(proxied(other, bound().header("Client-Cert", partner.field()))).isOk();
	}

	static List<String> malformed() {
		String field = partner.field();
		return List.of("x", ":", "::", "\"\"", field.substring(1), field.substring(0, field.length() - 1),
				field.replaceFirst(":(....)", ":"), field + ";a=b", field + ", " + field, ":AAAA:",
				":" + "-".repeat(400) + ":", field.replace(':', '"'));
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void malformedFieldOfATrustedProxyIsRefused(String value) throws Exception {
		assertThat(proxied(null, bound().header("Client-Cert", value))).isProblem(400, "bad-request");
		assertThat(proxied(null, Call.get("/v1/accounts").token(bank.token()).header("Client-Cert", value)))
			.isProblem(400, "bad-request");
		assertThat(bank.arrivals()).isZero();
	}

	@Test
	void secondLineOfTheFieldIsRefused() throws Exception {
		Call call = bound().header("Client-Cert", partner.field()).header("Client-Cert", partner.field());
		assertThat(proxied(null, call)).isProblem(400, "bad-request");
	}

	private static void assertNothingIsSaidOfCertificates() {
		assertThat(bank.accounts().arrivals().getLast().headers())
			.noneMatch((field) -> field.name().toLowerCase(Locale.ROOT).contains("cert"));
	}

	private static void assertRefused(Answer answer) {
		assertThat(answer).isProblem(401, "invalid-token", "binding");
		assertThat(answer.values("WWW-Authenticate")).first().asString().contains("error=\"invalid_token\"");
	}

	private static Call bound() {
		return Call.get("/v1/accounts").token(bank.token().claim("cnf", partner.confirmation()));
	}

	private static SSLContext showing(@Nullable Identity shown) throws GeneralSecurityException, IOException {
		return Identity.client(shown, authority.certificate());
	}

	private static Answer proxied(@Nullable Identity proxy, Call call) throws GeneralSecurityException, IOException {
		try (Wire wire = new Wire(gate.connectFrom(PROXY, showing(proxy)))) {
			return Answer.read(wire.send(call.text()), call.method());
		}
	}

}
