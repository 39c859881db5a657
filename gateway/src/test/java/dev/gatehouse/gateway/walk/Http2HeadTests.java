package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request on a stream has one reading, or none. What is wrong with one is told on its
 * stream, and the others on the connection go on.
 */
@OpenBank({ Certificate.STORE, Certificate.TYPE, Certificate.PASSWORD, Certificate.BUNDLE, Certificate.MANAGEMENT,
		Certificate.HTTP2 })
@Checks({ "A-127", "A-128", "A-129", "A-130", "A-155" })
class Http2HeadTests {

	private static final String PATH = "/v1/accounts";

	private static final int PROTOCOL_ERROR = 1;

	private final Bank bank;

	Http2HeadTests(Bank bank) {
		this.bank = bank;
	}

	static Stream<FieldBlock> malformed() {
		Stream<FieldBlock> fields = Stream.of("X-Upper:a", "x-Upper:a", "x y:a", ":a", "x\u0000y:a", "x\ry:a",
				"x\u00e9:a", "x(y):a", "connection:close", "connection:x-hop", "keep-alive:timeout=5",
				"proxy-connection:keep-alive", "transfer-encoding:chunked", "transfer-encoding:identity", "upgrade:h2c",
				"te:gzip", "te:trailers, gzip", "te:", "host:b", "host:", "host:u@api.bank.example", "content-length:1",
				"content-length:,", "content-length:0,0", "content-length:-1", "content-length:+0",
				"content-length:0x0", "content-length:", "x-a:b\r", "x-a:b\nx-b:c", "x-a:b\r\nx-b: c", "x-a:b\u0000",
				"x-a:b\u007f", "x-a: b", "x-a:b ", "x-a:\tb", "x-a:b\t", "x-a:b\u000bc", "sec-websocket-key1:a")
			.map((field) -> {
				int colon = field.indexOf(':');
				return get().field(field.substring(0, colon), field.substring(colon + 1));
			});
		Stream<FieldBlock> pseudoFields = Stream.of(get().field(":path", PATH), get().field(":path", "/other"),
				get().field(":method", "POST"), get().field(":scheme", "https"), get().field(":authority", Bank.HOST),
				get().field(":status", "200"), get().field(":protocol", "websocket"), get().field(":unknown", "a"),
				get().field("x-a", "b").field(":path", PATH), head("", "https", Bank.HOST, PATH),
				new FieldBlock().field("x-a", "b")
					.field(":method", "GET")
					.field(":scheme", "https")
					.field(":authority", Bank.HOST)
					.field(":path", PATH),
				new FieldBlock().field(":method", "GET").field(":scheme", "https").field(":authority", Bank.HOST),
				new FieldBlock().field(":method", "GET").field(":authority", Bank.HOST).field(":path", PATH),
				new FieldBlock().field(":scheme", "https").field(":authority", Bank.HOST).field(":path", PATH),
				new FieldBlock().field(":method", "GET").field(":scheme", "https").field(":path", PATH),
				new FieldBlock().field("host", Bank.HOST), get().field("host", Bank.HOST).field("host", Bank.HOST),
				head("GET", "", Bank.HOST, PATH), head("GET", "gopher", Bank.HOST, PATH),
				head("GET", "https://evil.example/?", Bank.HOST, PATH), head("GET", "https", "", PATH),
				head("GET", "https", "u@" + Bank.HOST, PATH), head("GET", "https", Bank.HOST + ":0", PATH),
				head("GET", "https", Bank.HOST + "/x", PATH), head("GET ", "https", Bank.HOST, PATH),
				head("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "https", Bank.HOST, PATH),
				head("CONNECT", "https", Bank.HOST, PATH),
				new FieldBlock().field(":method", "CONNECT").field(":authority", Bank.HOST + ":443"),
				head("CONNECT", "https", Bank.HOST, PATH).field(":protocol", "websocket"));
		Stream<FieldBlock> paths = Stream
			.of("", "*", "v1/accounts", "https://" + Bank.HOST + PATH, "//" + Bank.HOST + PATH, PATH + "#a", PATH + " ",
					PATH + " HTTP/1.1\r\nX-Client-Id: a", PATH + "\u0000", PATH + "\u00e9", PATH + "%zz", PATH + "\\",
					"?a", "/v1/../v1/accounts", "/v1//accounts", "/v1/./accounts", "/v1/%61ccounts")
			.map((path) -> head("GET", "https", Bank.HOST, path));
		return Stream.of(fields, pseudoFields, paths).flatMap((blocks) -> blocks);
	}

	private static FieldBlock get() {
		return FieldBlock.get(PATH);
	}

	private static FieldBlock head(String method, String scheme, String authority, String path) {
		return new FieldBlock().field(":method", method)
			.field(":scheme", scheme)
			.field(":authority", authority)
			.field(":path", path);
	}

	@ParameterizedTest
	@MethodSource
	void malformed(FieldBlock head) throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1, head);
			Answer answer = wire.answer(1);
			assertThat(answer).isProblem(400, "bad-request").hasNoField("Connection");
			assertThat(this.bank.audit().of(answer).get("status").asInt()).isEqualTo(400);
			wire.request(3, read());
			assertThat(wire.answer(3)).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	void malformedRequestIsAnErrorOfItsStream() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1, get().field("Upper", "a"));
			assertThat(wire.resetOf(1)).isEqualTo(PROTOCOL_ERROR);
			assertThat(wire.answer(1)).isProblem(400, "bad-request");
			wire.begin(3, get().field("connection", "close"));
			assertThat(wire.resetOf(3)).isEqualTo(PROTOCOL_ERROR);
			wire.data(3, "for nobody", true).request(5, read());
			assertThat(wire.answer(5)).isOk();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "te:trailers", "host:api.bank.example", "host:API.bank.example", "x-a:", "x-a:b c\td",
			"x-a:\u00e9", "content-length:0", "x_a:b" })
	void otherwiseUnusualFieldIsRead(String field) throws IOException {
		int colon = field.indexOf(':');
		try (FrameWire wire = connect()) {
			wire.request(1, read().field(field.substring(0, colon), field.substring(colon + 1)));
			assertThat(wire.answer(1)).isOk();
		}
		assertThat(this.bank.accounts().onlyArrival().values("Host")).hasSize(1);
	}

	@Test
	void hostStandsForAnAuthorityThatIsNotThere() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1,
					new FieldBlock().field(":method", "GET")
						.field(":scheme", "http")
						.field(":path", PATH)
						.field("host", Bank.HOST)
						.token(this.bank.token()));
			assertThat(wire.answer(1)).isOk();
		}
		assertThat(this.bank.accounts().onlyArrival().values("X-Forwarded-Host")).containsExactly(Bank.HOST);
	}

	@Test
	void crumbsOfCookiesAreJoined() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1, read().field("cookie", "a=b").field("cookie", "c=d"));
			assertThat(wire.answer(1)).isOk();
		}
		assertThat(this.bank.accounts().onlyArrival().values("Cookie")).containsExactly("a=b; c=d");
	}

	@Test
	void tokenTwiceIsAmbiguous() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1, read().token(this.bank.token()));
			assertThat(wire.answer(1)).isProblem(400, "ambiguous-credentials");
		}
	}

	@Test
	void headThatIsTooLargeIsRefusedOnItsStream() throws IOException {
		FieldBlock many = read();
		for (int i = 0; i < 101; i++) {
			many.field("x-" + i, "a");
		}
		try (FrameWire wire = connect()) {
			wire.request(1, many);
			assertThat(wire.answer(1)).isProblem(431, "headers-too-large");
			wire.request(3, read().field("x-long", "x".repeat(15_900)));
			assertThat(wire.answer(3)).isProblem(431, "headers-too-large");
			wire.request(5, head("GET", "https", Bank.HOST, PATH + "?" + "x".repeat(8192)));
			assertThat(wire.answer(5)).isProblem(414, "target-too-long");
			wire.request(7, read());
			assertThat(wire.answer(7)).isOk();
		}
	}

	/** A few octets that say: the same 4,000 again, a hundred and sixty times over. */
	@Test
	void headThatUnfoldsToMuchMoreThanItIsIsRefused() throws IOException {
		FieldBlock bomb = get().remembered("x-bomb", "x".repeat(4000));
		for (int i = 0; i < 10_000; i++) {
			bomb.lastRemembered();
		}
		try (FrameWire wire = connect()) {
			wire.request(1, bomb);
			assertThat(wire.answer(1)).isProblem(431, "headers-too-large");
			wire.request(3, read());
			assertThat(wire.answer(3)).isOk();
		}
	}

	static List<String> wrongLengths() {
		return List.of("3:ab", "1:ab", "5:");
	}

	@ParameterizedTest
	@MethodSource("wrongLengths")
	void bodyOfAnotherLengthThanAnnouncedIsRefused(String lengthAndBody) throws IOException {
		int colon = lengthAndBody.indexOf(':');
		try (FrameWire wire = connect()) {
			wire.begin(1, write().field("content-length", lengthAndBody.substring(0, colon)));
			wire.data(1, lengthAndBody.substring(colon + 1), true);
			assertThat(wire.resetOf(1)).isEqualTo(PROTOCOL_ERROR);
			assertThat(wire.answer(1)).isProblem(400, "bad-request");
			wire.request(3, read());
			assertThat(wire.answer(3)).isOk();
		}
		Awaitility.await()
			.until(() -> !this.bank.accounts().hasOpenConnections()
					|| this.bank.accounts().arrivals().stream().filter(Arrival::isWhole).count() == 1);
		assertThat(this.bank.accounts().arrivals()).filteredOn(Arrival::isWhole)
			.singleElement()
			.satisfies((arrival) -> assertThat(arrival.requestLine()).startsWith("GET "));
	}

	/** There the service does not wait for a body, and may have answered already. */
	@Test
	void bodyThatWasAnnouncedAsNoneIsAnErrorOfItsStream() throws IOException {
		this.bank.accounts().answers(Script.silence());
		try (FrameWire wire = connect()) {
			wire.begin(1, write().field("content-length", "0"));
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			wire.data(1, "a", true);
			assertThat(wire.resetOf(1)).isEqualTo(PROTOCOL_ERROR);
			Arrival arrival = this.bank.accounts().onlyArrival();
			Awaitility.await().until(() -> !this.bank.accounts().isOpen(arrival));
		}
	}

	@Test
	void trailersEndTheBodyAndGoNoFurther() throws IOException {
		try (FrameWire wire = connect()) {
			wire.begin(1, write()).data(1, "{}", false);
			wire.send(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1,
					new FieldBlock().field("x-client-id", "forged").field("authorization", "Bearer x").encoded());
			assertThat(wire.answer(1)).isOk();
		}
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.body()).isEqualTo("{}");
		assertThat(arrival.values("X-Client-Id")).containsExactly(Bank.ACME);
	}

	@ParameterizedTest
	@ValueSource(strings = { ":path", ":status", "Upper", "connection" })
	void malformedTrailersAreRefused(String name) throws IOException {
		try (FrameWire wire = connect()) {
			wire.begin(1, write()).data(1, "{}", false);
			wire.send(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1,
					new FieldBlock().field(name, "a").encoded());
			assertThat(wire.resetOf(1)).isEqualTo(PROTOCOL_ERROR);
		}
		assertThat(this.bank.accounts().arrivals()).noneMatch(Arrival::isWhole);
	}

	@Test
	void bodyThatNobodyReadsIsToldSo() throws IOException {
		try (FrameWire wire = connect()) {
			wire.begin(1, FieldBlock.of("POST", PATH).json()).data(1, "{", false);
			assertThat(wire.answer(1)).isProblem(401, "no-credentials", "none").hasNoField("Connection");
			assertThat(wire.resetOf(1)).isZero();
			wire.data(1, "}", true).request(3, read());
			assertThat(wire.answer(3)).isOk();
		}
	}

	private FieldBlock read() {
		return get().token(this.bank.token());
	}

	private FieldBlock write() {
		return FieldBlock.of("POST", PATH).json().token(this.bank.token().scope("accounts:write"));
	}

	private FrameWire connect() {
		return FrameWire.to(this.bank.gate().port());
	}

}
