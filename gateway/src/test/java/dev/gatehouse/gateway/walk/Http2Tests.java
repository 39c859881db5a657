package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLSocket;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A client of HTTP/2 is served and refused like one of HTTP/1.1, and a service sees no
 * difference.
 */
@OpenBank({ Certificate.STORE, Certificate.TYPE, Certificate.PASSWORD, Certificate.BUNDLE, Certificate.MANAGEMENT,
		Certificate.HTTP2 })
class Http2Tests {

	private final Bank bank;

	private final HttpClient client;

	Http2Tests(Bank bank) throws Exception {
		this.bank = bank;
		this.client = HttpClient.newBuilder().sslContext(Certificate.trusting()).version(Version.HTTP_2).build();
	}

	@BeforeEach
	void nothingArrived() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void allowedCallReachesTheServiceAsAnOrdinaryRequest() throws Exception {
		Answer answer = send(read().header("x-http2-scheme", "gopher").header("X-HTTP2-Stream-Id", "9"));
		assertThat(answer).isOk()
			.hasField("Cache-Control", "no-store")
			.hasField("Strict-Transport-Security", "max-age=31536000");
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.requestLine()).isEqualTo("GET /v1/accounts HTTP/1.1");
		assertThat(arrival.values("Host")).hasSize(1);
		assertThat(arrival.values("X-Forwarded-Proto")).containsExactly("https");
		assertThat(arrival.values("X-Forwarded-Host")).containsExactly("127.0.0.1:" + this.bank.gate().port());
		assertThat(arrival.values("X-Client-Id")).containsExactly(Bank.ACME);
		assertThat(arrival.headers()).extracting((header) -> header.name().toLowerCase(Locale.ROOT))
			.noneMatch((name) -> name.startsWith(":") || name.startsWith("x-http2-"))
			.doesNotContain("authorization", "transfer-encoding", "content-length");
		assertThat(this.bank.audit().of(answer).get("decision").asString()).isEqualTo("allowed");
	}

	@Test
	void nothingOfAServicesConnectionComesBack() throws Exception {
		this.bank.accounts()
			.answers(Script
				.bytes("HTTP/1.1 200 OK\r\nConnection: keep-alive, x-hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
						+ "x-http2-stream-id: 7\r\nx-http2-stream-weight: 7\r\nTransfer-Encoding: chunked\r\n\r\n"
						+ "2\r\n{}\r\n0\r\n\r\n"));
		Answer answer = send(read());
		assertThat(answer).isOk();
		assertThat(answer.body()).isEqualTo("{}");
		assertThat(answer.headers()).extracting(Header::name)
			.doesNotContain("connection", "keep-alive", "transfer-encoding", "x-hop", "x-http2-stream-id",
					"x-http2-stream-weight");
	}

	@Test
	void headIsAnsweredWithoutABody() throws Exception {
		Answer answer = send(request("/.well-known/oauth-protected-resource").method("HEAD", BodyPublishers.noBody()));
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.header("content-length")).isNotNull();
		assertThat(send(request("/nowhere").method("HEAD", BodyPublishers.noBody()))).hasStatus(404);
	}

	@Test
	void bodyReachesTheServiceWhole() throws Exception {
		String body = "{\"a\":\"" + "x".repeat(300_000) + "\"}";
		assertThat(send(write(BodyPublishers.ofString(body)))).isOk();
		assertThat(send(write(unannounced(body)))).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(2)
			.allSatisfy((arrival) -> assertThat(arrival.body()).isEqualTo(body));
	}

	@Test
	void largeAnswerComesBackWhole() throws Exception {
		String body = "x".repeat(3_000_000);
		this.bank.accounts().answers(Script.json(200, body));
		assertThat(send(read()).body()).isEqualTo(body);
	}

	@Test
	void refusalIsTheSameProblem() throws Exception {
		assertThat(send(request("/v1/accounts").GET())).isProblem(401, "no-credentials", "none");
		assertThat(send(request("/nowhere").GET())).isProblem(404, "no-such-operation");
		assertThat(send(read().method("PATCH", BodyPublishers.noBody()))).isProblem(405, "method-not-allowed");
		assertThat(send(authorized("/v1/accounts", this.bank.token().expired()).GET())).isInvalidToken("expired");
		assertThat(send(authorized("/v1/accounts", this.bank.token().client("umbrella-frozen")).GET())).isProblem(403,
				"partner-suspended");
		assertThat(send(authorized("/v1/accounts", this.bank.token().scope("cards:read")).GET())).isProblem(403,
				"insufficient-scope");
		assertThat(send(write(BodyPublishers.ofString("{")).setHeader("Content-Type", "text/plain"))).isProblem(415,
				"unsupported-media-type");
		assertThat(send(request("/v1//accounts").GET())).isProblem(400, "bad-request");
		assertThat(send(request("/v1/accounts?a=" + "x".repeat(9000)).GET())).isProblem(414, "target-too-long");
		assertThat(send(read().header("X-Long", "x".repeat(17_000)))).isProblem(431, "headers-too-large");
		assertThat(this.bank.arrivals()).isZero();
		this.bank.accounts().answers(Script.bytesAndEnd(""));
		assertThat(send(read())).isProblem(502, "upstream-failed");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_048_577, 5_000_000 })
	void bodyAboveTheLimitIsRefused(int size) throws Exception {
		String body = "x".repeat(size);
		assertThat(send(write(BodyPublishers.ofString(body)))).isProblem(413, "body-too-large");
		assertThat(send(write(unannounced(body)))).isProblem(413, "body-too-large");
		assertThat(send(read())).isOk();
	}

	@Test
	void bodyAboveTheLimitOfItsOperationIsRefused() throws Exception {
		String body = "x".repeat(2000);
		String path = "/v1/accounts/7/name";
		assertThat(send(write(path).PUT(BodyPublishers.ofString(body)))).isProblem(413, "body-too-large");
		assertThat(send(write(path).PUT(unannounced(body)))).isProblem(413, "body-too-large");
	}

	@Test
	void expectedContinueIsSaid() throws Exception {
		assertThat(send(write(BodyPublishers.ofString("{}")).expectContinue(true))).isOk();
		assertThat(send(request("/v1/accounts").POST(BodyPublishers.ofString("{}")).expectContinue(true)))
			.isProblem(401, "no-credentials", "none");
	}

	@Test
	void otherExpectationIsRefused() throws Exception {
		try (FrameWire wire = FrameWire.to(this.bank.gate().port())) {
			wire.request(1, FieldBlock.get("/v1/accounts").token(this.bank.token()).field("expect", "wonders"));
			assertThat(wire.answer(1)).isProblem(417, "expectation-failed");
		}
	}

	@Test
	void hundredRequestsAtOnceOnOneConnectionAreServed() throws Exception {
		CountDownLatch all = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(all));
		assertThat(send(request("/.well-known/oauth-protected-resource").GET())).hasStatus(200);
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			answers.add(this.client.sendAsync(read().build(), BodyHandlers.ofString()));
		}
		Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 100);
		all.countDown();
		for (CompletableFuture<HttpResponse<String>> answer : answers) {
			assertThat(answer(answer.get())).isOk();
		}
	}

	@Test
	void requestThatItsClientCancelsIsGivenUpAndNoOther() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		try (FrameWire wire = FrameWire.to(this.bank.gate().port())) {
			wire.request(1, FieldBlock.get("/v1/accounts").token(this.bank.token().client("wonka-single")));
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			Arrival given = this.bank.accounts().onlyArrival();
			wire.request(3, FieldBlock.get("/v1/accounts").token(this.bank.token()));
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 2);
			wire.request(5, FieldBlock.get("/v1/accounts").token(this.bank.token().client("wonka-single")));
			assertThat(wire.answer(5)).isProblem(429, "too-many-at-once");
			wire.reset(1, 8);
			answer.countDown();
			assertThat(wire.answer(3)).isOk();
			Awaitility.await().until(() -> !this.bank.accounts().isOpen(given));
			wire.request(7, FieldBlock.get("/v1/accounts").token(this.bank.token().client("wonka-single")));
			assertThat(wire.answer(7)).isOk();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 10000\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n" })
	void answerThatBreaksOffBehindIsNotEndedButReset(String rest) throws Exception {
		this.bank.accounts().answers(Script.bytesAndReset("HTTP/1.1 200 OK\r\n" + rest));
		try (FrameWire wire = FrameWire.to(this.bank.gate().port())) {
			wire.request(1, FieldBlock.get("/v1/accounts").token(this.bank.token()));
			assertThat(wire.resetOf(1)).isEqualTo(2);
			assertThat(wire.answer(1)).hasStatus(200).isAborted();
			this.bank.accounts().reset();
			wire.request(3, FieldBlock.get("/v1/accounts").token(this.bank.token()));
			assertThat(wire.answer(3)).isOk();
		}
		this.bank.accounts().answers(Script.bytesAndReset("HTTP/1.1 200 OK\r\n" + rest));
		assertThatThrownBy(() -> send(read())).isInstanceOf(IOException.class);
	}

	@Test
	void clientThatWantsHttp11IsServedSo() throws Exception {
		try (SSLSocket socket = FrameWire.connect(this.bank.gate().port(), "http/1.1"); Wire wire = new Wire(socket)) {
			Call call = Call.get("/v1/accounts").token(this.bank.token());
			assertThat(Answer.read(wire.send(call.text()), "GET")).isOk();
			assertThat(Answer.read(wire.send(call.text()), "GET")).isOk();
			assertThat(Answer.read(wire.send("GET / HTTP/1.1\r\nno colon\r\n\r\n"), "GET")).isProblem(400,
					"bad-request");
			assertThat(wire.isClosedByPeer()).isTrue();
			assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
		}
	}

	@Test
	void clientThatChoosesNothingIsServedWithHttp11() throws Exception {
		try (Wire wire = new Wire(FrameWire.connect(this.bank.gate().port()))) {
			assertThat(Answer.read(wire.send(Call.get("/v1/accounts").token(this.bank.token()).text()), "GET")).isOk();
		}
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + this.bank.gate().port() + path));
	}

	private HttpRequest.Builder authorized(String path, TestTokens token) {
		return request(path).header("Authorization", "Bearer " + token.text());
	}

	private HttpRequest.Builder read() {
		return authorized("/v1/accounts", this.bank.token());
	}

	private HttpRequest.Builder write(String path) {
		return authorized(path, this.bank.token().scope("accounts:write")).header("Content-Type", "application/json");
	}

	private HttpRequest.Builder write(BodyPublisher body) {
		return write("/v1/accounts").POST(body);
	}

	private static BodyPublisher unannounced(String body) {
		return BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
	}

	private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return answer(this.client.send(request.build(), BodyHandlers.ofString()));
	}

	private static Answer answer(HttpResponse<String> response) {
		assertThat(response.version()).isEqualTo(Version.HTTP_2);
		List<Header> headers = new ArrayList<>();
		response.headers()
			.map()
			.forEach((name, values) -> values.forEach((value) -> headers.add(new Header(name, value))));
		return new Answer(response.statusCode(), headers, response.body(), true);
	}

}
