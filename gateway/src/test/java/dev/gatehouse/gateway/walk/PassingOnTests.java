package dev.gatehouse.gateway.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What reaches the service and what comes back, field by field. */
@OpenBank
@Checks({ "A-93", "A-94", "A-95", "A-157" })
class PassingOnTests {

	private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

	private final Bank bank;

	PassingOnTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/accounts?limit=10&cursor=a%2Fb%3D", "/v1/accounts?", "/v1/accounts?a=b?c/d&&=;x",
			"/v1/accounts?q=%E4%B8%AD%20+%2B", "/v1/accounts/a-b_c.d~e", "/v1/accounts/%E4%B8%AD%20x",
			"/v1/accounts/a!$&'()*+,=:@b", "/v1/accounts?%41=%zz" })
	@Checks("A-161")
	void pathAndQueryReachTheServiceByteForByte(String target) {
		Answer answer = this.bank.send(Call.get(target).token(this.bank.token()));
		if (target.contains("%zz")) {
			assertThat(answer).isProblem(400, "bad-request");
		}
		else {
			assertThat(answer).isOk();
			assertThat(this.bank.accounts().onlyArrival().target()).isEqualTo(target);
		}
	}

	@Test
	void serviceGetsExactlyTheseFieldsOfAPlainRequest() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk();
		Set<String> names = this.bank.accounts()
			.onlyArrival()
			.headers()
			.stream()
			.map(Header::name)
			.collect(Collectors.toSet());
		assertThat(names).containsExactlyInAnyOrder("Host", "X-Client-Id", "X-Request-Id", "traceparent",
				"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Via");
	}

	@Test
	void serviceLearnsWhoWhereAndWhich() {
		Answer answer = this.bank.gate().sendFrom("127.0.0.3", Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.values("X-Client-Id")).containsExactly(Bank.ACME);
		assertThat(arrival.values("X-Request-Id")).containsExactly(answer.requestId());
		assertThat(answer.requestId()).matches(UUID);
		assertThat(arrival.values("X-Forwarded-For")).containsExactly("127.0.0.3");
		assertThat(arrival.values("X-Forwarded-Proto")).containsExactly("http");
		assertThat(arrival.values("X-Forwarded-Host")).containsExactly(Bank.HOST);
		assertThat(arrival.values("Via")).containsExactly("1.1 gatehouse");
		assertThat(arrival.values("Host")).containsExactly(this.bank.accounts().url().substring("http://".length()));
	}

	@Test
	@Checks({ "A-83", "A-109" })
	void tokenStaysAtTheGate() {
		String token = this.bank.token().scope("accounts:write").text();
		assertThat(this.bank.send(Call.post("/v1/accounts", "{}").token(token).header("DPoP", token))).isOk();
		assertThat(this.bank.accounts().onlyArrival().toString()).doesNotContainIgnoringCase("authorization", "dpop",
				token);
	}

	@Test
	void traceOfTheCallerGoesOnWithASpanOfTheGateway() {
		String trace = "0af7651916cd43dd8448eb211c80319c";
		assertThat(this.bank.send(Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("traceparent")).singleElement()
			.asString()
			.matches("00-" + trace + "-[0-9a-f]{16}-01")
			.doesNotContain("b7ad6b7169203331");
	}

	@Test
	void stateOfTheCallersTraceGoesOnWithIt() {
		assertThat(this.bank.send(Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
			.header("tracestate", "vendor=t61rcWkgMzE")
			.header("tracestate", "fw529a3039@dt=FfAD0A"))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("tracestate"))
			.containsExactly("vendor=t61rcWkgMzE,fw529a3039@dt=FfAD0A");
	}

	@Test
	void stateOfNoTraceGoesNoFurther() {
		assertThat(this.bank
			.send(Call.get("/v1/accounts").token(this.bank.token()).header("tracestate", "vendor=t61rcWk"))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("tracestate")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "X-Own|Connection|X-Own", "X-Own|Connection|close, x-own", "Keep-Alive|-|-", "TE|-|-",
					"Trailer|-|-", "Upgrade|-|-", "Proxy-Connection|-|-", "Proxy-Authorization|-|-",
					"HTTP2-Settings|-|-" })
	void fieldsOfTheConnectionGoNoFurther(String name, @org.jspecify.annotations.Nullable String connection,
			@org.jspecify.annotations.Nullable String nominated) {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header(name, "trailers");
		if (connection != null && nominated != null) {
			call.header(connection, nominated);
		}
		assertThat(this.bank.send(call)).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.values(name)).isEmpty();
		assertThat(arrival.values("Connection")).isEmpty();
	}

	@Test
	void noConnectionFieldRemovesWhatTheGatewaySets() {
		assertThat(this.bank.send(Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("Connection", "X-Client-Id, X-Request-Id, Via, Host, traceparent")
			.header("Connection", "X-Forwarded-For"))).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		for (String name : List.of("X-Client-Id", "X-Request-Id", "Via", "Host", "traceparent", "X-Forwarded-For")) {
			assertThat(arrival.values(name)).as(name).hasSize(1);
		}
	}

	@Test
	void ordinaryFieldsReachTheServiceInOrder() {
		assertThat(this.bank.send(Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("Accept-Language", "de")
			.header("Idempotency-Key", "k-1")
			.header("If-Match", "\"1\"")
			.header("X-Own", "a")
			.header("X-Own", "b, c"))).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.values("Accept-Language")).containsExactly("de");
		assertThat(arrival.values("Idempotency-Key")).containsExactly("k-1");
		assertThat(arrival.values("If-Match")).containsExactly("\"1\"");
		assertThat(arrival.values("X-Own")).containsExactly("a", "b, c");
	}

	/**
	 * In order, in their case, with every octet that a value may have (RFC 9110, section
	 * 5.5).
	 */
	@Test
	@Checks("A-95")
	void headerLinesReachTheServiceByteForByte() {
		List<Header> sent = List.of(new Header("x-OWN", "a"), new Header("X-Own", "b, c"), new Header("X-Other", ""),
				new Header("x-own", "a"), new Header("X-Latin", "caf\u00e9 \u0080\u00ff"), new Header("X-Tab", "a\tb"),
				new Header("!#$%&'*+.^`|~9", "\"q\\\"\" (c) ;=,<>@[]{}?/\\:"),
				new Header("Accept-Encoding", "gzip, br"), new Header("X-Own", "d"),
				new Header("Idempotency-Key", "k  k"));
		Call call = Call.get("/v1/accounts").token(this.bank.token());
		sent.forEach((field) -> call.header(field.name(), field.value()));
		assertThat(this.bank.send(call)).isOk();
		assertThat(this.bank.accounts().onlyArrival().headers()).containsSubsequence(sent);
		assertThat(this.bank.accounts().onlyArrival().values("X-Own")).hasSize(4);
	}

	@Test
	void headerLinesReachTheClientByteForByte() {
		List<Header> sent = List.of(new Header("x-OWN", "a"), new Header("X-Own", "b, c"), new Header("X-Other", ""),
				new Header("X-Latin", "caf\u00e9 \u0080\u00ff"), new Header("X-Tab", "a\tb"),
				new Header("!#$%&'*+.^`|~9", "\"q\\\"\" (c) ;=,<>@[]{}?/\\:"), new Header("Set-Cookie", "a=1; Path=/"),
				new Header("Set-Cookie", "b=2"), new Header("ETag", "W/\"7\""));
		String lines = sent.stream()
			.map((field) -> field.name() + ": " + field.value() + "\r\n")
			.collect(Collectors.joining());
		this.bank.accounts().answers(Script.bytes("HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 2\r\n\r\n{}"));
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).isOk();
		sent.forEach((field) -> assertThat(answer.values(field.name())).as(field.name()).contains(field.value()));
		assertThat(answer.values("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
		assertThat(answer.headers()).contains(sent.getFirst());
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u001f\u008b\b\u0000\u0000\u00ff\u00fe", "{\"a\": 1.0, \"a\": \"\u00c3\u00a9\"}\r\n\r\n",
			"0\r\n\r\nGET / HTTP/1.1\r\n\r\n" })
	void bodyReachesTheServiceByteForByte(String body) {
		String token = this.bank.token().scope("accounts:write").text();
		for (Call call : List.of(Call.post("/v1/accounts", body),
				Call.of("POST", "/v1/accounts").chunked(body).header("Content-Type", "application/json"))) {
			this.bank.reset();
			assertThat(this.bank.send(call.token(token).header("Content-Encoding", "gzip"))).isOk();
			assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo(body);
			assertThat(this.bank.accounts().onlyArrival().values("Content-Encoding")).containsExactly("gzip");
		}
	}

	@Test
	void compressedBodyReachesTheClientByteForByte() throws IOException {
		String body = "\u001f\u008b\b\u0000\u0000\u00ff\u00fe";
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length()
					+ "\r\n\r\n" + body));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(Call.get("/v1/accounts").token(this.bank.token()).header("Accept-Encoding", "gzip").text());
			List<Header> headers = Header
				.parse(java.util.Objects.requireNonNull(wire.readHead()).stream().skip(1).toList());
			assertThat(Header.values(headers, "Content-Encoding")).containsExactly("gzip");
			ByteArrayOutputStream received = new ByteArrayOutputStream();
			assertThat(wire.readBody(headers, received, false)).isTrue();
			assertThat(received.toString(StandardCharsets.ISO_8859_1)).isEqualTo(body);
		}
	}

	/** RFC 9110, section 8.6. */
	@Test
	@Checks("A-105")
	void answerWithoutContentHasNoLength() {
		this.bank.accounts().answers(Script.bytes("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nX-A: b\r\n\r\n"));
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).hasStatus(204)
			.hasNoField("Content-Length")
			.hasNoField("Transfer-Encoding")
			.hasField("X-A", "b");
	}

	@Test
	void trailersGoNowhere() {
		String body = "2\r\n{}\r\n0\r\nX-Client-Id: admin\r\nAuthorization: Bearer x\r\nX-Trailer: t\r\n\r\n";
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.header("Trailer", "X-Client-Id")
			.header("Transfer-Encoding", "chunked")
			.token(this.bank.token().scope("accounts:write"));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			assertThat(Answer.read(wire.send(call.head() + body), "POST")).isOk();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.body()).isEqualTo("{}");
		assertThat(arrival.values("X-Client-Id")).containsExactly(Bank.ACME);
		assertThat(arrival.headers()).extracting(Header::name).doesNotContain("X-Trailer", "Trailer", "Authorization");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=b; access_token=x", "t=eyJhbGciOiJub25lIn0.e30." })
	@Checks({ "A-11", "A-12" })
	void cookieWithATokenGoesNoFurther(String cookie) {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()).header("Cookie", cookie))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("Cookie")).isEmpty();
	}

	@Test
	void otherCookieReachesTheService() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()).header("Cookie", "a=b"))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("Cookie")).containsExactly("a=b");
	}

	/** A proxy before the gateway may speak it. */
	@Test
	void oldVersionIsAnsweredWithoutChunks() throws IOException {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
		String call = Call.get("/v1/accounts").token(this.bank.token()).text().replace("HTTP/1.1", "HTTP/1.0");
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			Answer answer = Answer.read(wire.send(call), "GET");
			assertThat(answer).isOk().hasNoField("Transfer-Encoding");
			assertThat(answer.body()).isEqualTo("{}");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
		assertThat(this.bank.accounts().onlyArrival().requestLine()).endsWith("HTTP/1.1");
	}

	@Test
	void fieldsOfTheServicesConnectionDoNotReachTheClient() {
		this.bank.accounts()
			.answers(Script
				.bytes("HTTP/1.1 200 OK\r\nConnection: X-Inner\r\nX-Inner: secret\r\nKeep-Alive: timeout=5\r\n"
						+ "Proxy-Authenticate: Basic\r\nTrailer: X-T\r\nUpgrade: h2c\r\nX-Outer: a\r\n"
						+ "Content-Length: 2\r\n\r\n{}"));
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).isOk().hasField("X-Outer", "a");
		for (String name : List.of("Connection", "X-Inner", "Keep-Alive", "Proxy-Authenticate", "Trailer", "Upgrade")) {
			assertThat(answer).hasNoField(name);
		}
	}

	@Test
	void answerKeepsWhatTheServiceSaysAndGetsWhatTheGatewayOwes() {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nETag: \"7\"\r\nCache-Control: private\r\nX-Request-Id: inner\r\n"
					+ "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\n{}"));
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).isOk().hasField("ETag", "\"7\"").hasField("Cache-Control", "private");
		assertThat(answer.values("Set-Cookie")).containsExactly("a=1", "b=2");
		assertThat(answer.requestId()).matches(UUID);
	}

	@Test
	void answerThatSaysNothingOfCachesIsNotKept() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk()
			.hasField("Cache-Control", "no-store");
	}

	@Test
	void requestIdOfTheCallerIsReplaced() {
		Answer answer = this.bank
			.send(Call.get("/v1/accounts").token(this.bank.token()).header("X-Request-Id", "mine"));
		assertThat(answer.requestId()).matches(UUID);
		assertThat(this.bank.accounts().onlyArrival().values("X-Request-Id")).containsExactly(answer.requestId());
	}

}
