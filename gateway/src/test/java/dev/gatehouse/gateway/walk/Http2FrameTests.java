package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Frames that are not in order end their stream or their connection, and frames that lead
 * nowhere are not taken for ever. Nobody else notices.
 */
@OpenBank({ Certificate.STORE, Certificate.TYPE, Certificate.PASSWORD, Certificate.BUNDLE, Certificate.MANAGEMENT,
		Certificate.HTTP2 })
@Checks({ "A-131", "A-144" })
class Http2FrameTests {

	private static final String PATH = "/v1/accounts";

	private static final int PROTOCOL_ERROR = 1;

	private static final int FLOW_CONTROL_ERROR = 3;

	private static final int STREAM_CLOSED = 5;

	private static final int FRAME_SIZE_ERROR = 6;

	private static final int REFUSED_STREAM = 7;

	private static final int COMPRESSION_ERROR = 9;

	private static final int ENHANCE_YOUR_CALM = 11;

	private final Bank bank;

	Http2FrameTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void othersAreServed() throws IOException {
		this.bank.reset();
		readAccounts();
	}

	private Answer readAccounts() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1, read());
			Answer answer = wire.answer(1);
			assertThat(answer).isOk();
			return answer;
		}
	}

	private static List<ConnectionError> connectionErrors() {
		byte[] get = FieldBlock.get(PATH).encoded();
		return List.of(error("even stream", PROTOCOL_ERROR, (wire) -> wire.request(2, FieldBlock.get(PATH))),
				error("stream zero", PROTOCOL_ERROR, (wire) -> wire.request(0, FieldBlock.get(PATH))),
				error("data on an idle stream", PROTOCOL_ERROR, (wire) -> wire.data(1, "a", true)),
				error("reset of an idle stream", PROTOCOL_ERROR, (wire) -> wire.reset(1, 8)),
				error("window of an idle stream", PROTOCOL_ERROR, (wire) -> wire.open(1, 1)),
				error("push", PROTOCOL_ERROR,
						(wire) -> wire.begin(1, FieldBlock.get(PATH)).send(Frame.PUSH_PROMISE, 4, 1, new byte[4])),
				error("continuation of nothing", PROTOCOL_ERROR,
						(wire) -> wire.send(Frame.CONTINUATION, Frame.END_HEADERS, 1, get)),
				error("other frame within a head", PROTOCOL_ERROR,
						(wire) -> wire.send(Frame.HEADERS, 0, 1, get).send(Frame.PING, 0, 0, new byte[8])),
				error("continuation of another stream", PROTOCOL_ERROR,
						(wire) -> wire.send(Frame.HEADERS, 0, 1, get).send(Frame.CONTINUATION, 4, 3, new byte[0])),
				error("frame above the size", FRAME_SIZE_ERROR,
						(wire) -> wire.begin(1, FieldBlock.of("POST", PATH)).send(Frame.DATA, 0, 1, new byte[16_385])),
				error("ping of seven octets", FRAME_SIZE_ERROR, (wire) -> wire.send(Frame.PING, 0, 0, new byte[7])),
				error("settings of a stream", PROTOCOL_ERROR, (wire) -> wire.send(Frame.SETTINGS, 0, 1)),
				error("settings of five octets", FRAME_SIZE_ERROR,
						(wire) -> wire.send(Frame.SETTINGS, 0, 0, new byte[5])),
				error("window above its size", FLOW_CONTROL_ERROR, (wire) -> wire.settings(4, -1)),
				error("no step of the window", PROTOCOL_ERROR, (wire) -> wire.open(0, 0)),
				error("window that overflows", FLOW_CONTROL_ERROR, (wire) -> wire.open(0, Integer.MAX_VALUE)),
				error("index of no field", COMPRESSION_ERROR,
						(wire) -> wire.request(1, FieldBlock.get(PATH).raw(0x80 | 70))),
				error("half a field", COMPRESSION_ERROR,
						(wire) -> wire.request(1, FieldBlock.get(PATH).raw(0, 5, 'a'))));
	}

	private static ConnectionError error(String name, int error, Consumer<FrameWire> attack) {
		return new ConnectionError(name, error, attack);
	}

	/**
	 * A connection that ends stays for a second, so that its client can read why: all of
	 * them end at the same time.
	 */
	@TestFactory
	Stream<DynamicTest> errorOfAConnectionEndsIt() throws IOException {
		// Records are written in their order: with this one, those of other tests are.
		this.bank.audit().of(readAccounts());
		this.bank.reset();
		int before = this.bank.audit().lines().size();
		List<BadConnection> all = connectionErrors().stream()
			.map((error) -> new BadConnection(error, connect()))
			.toList();
		return Stream.concat(all.stream().map((bad) -> dynamicTest(bad.error().name(), bad::assertEnds)),
				Stream.of(dynamicTest("each is recorded and none reaches a service", () -> {
					Awaitility.await().untilAsserted(() -> assertThat(malformedSince(before)).hasSize(all.size()));
					assertThat(this.bank.arrivals()).isZero();
				})));
	}

	private List<String> malformedSince(int before) {
		return this.bank.audit().lines().stream().skip(before).filter((line) -> line.contains("bad-request")).toList();
	}

	/** What a client does wrong, and what it is told by the last frame of all. */
	private record ConnectionError(String name, int error, Consumer<FrameWire> attack) {
	}

	/** A connection on which that was done. */
	private record BadConnection(ConnectionError error, FrameWire wire) {

		BadConnection {
			error.attack().accept(wire);
		}

		void assertEnds() throws IOException {
			try (this.wire) {
				assertThat(this.wire.goAway()).isEqualTo(this.error.error());
				assertThat(this.wire.isClosedByPeer()).isTrue();
			}
		}

	}

	static Stream<Arguments> streamErrors() {
		return Stream.of(
				streamError("data after the end", STREAM_CLOSED, "GET",
						(wire, head) -> wire.request(1, head).data(1, "a", true)),
				streamError("second head", PROTOCOL_ERROR, "POST", (wire, head) -> wire.begin(1, head).begin(1, head)),
				streamError("head after the end", PROTOCOL_ERROR, "GET",
						(wire, head) -> wire.request(1, head).request(1, head)),
				streamError("window that overflows", FLOW_CONTROL_ERROR, "POST",
						(wire, head) -> wire.begin(1, head).open(1, Integer.MAX_VALUE)),
				streamError("no step of the window", PROTOCOL_ERROR, "POST",
						(wire, head) -> wire.begin(1, head).open(1, 0)));
	}

	private static Arguments streamError(String name, int error, String method,
			BiConsumer<FrameWire, FieldBlock> attack) {
		return argumentSet(name, error, method, attack);
	}

	/**
	 * The request is one that waits, for its body or for the service: one that is
	 * answered may have ended before the second frame comes.
	 */
	@ParameterizedTest
	@MethodSource("streamErrors")
	void errorOfAStreamEndsItOrTheConnection(int error, String method, BiConsumer<FrameWire, FieldBlock> attack)
			throws IOException {
		this.bank.accounts().answers(Script.silence());
		String scope = method.equals("GET") ? "accounts:read" : "accounts:write";
		FieldBlock head = FieldBlock.of(method, PATH).json().token(this.bank.token().scope(scope));
		try (FrameWire wire = connect()) {
			attack.accept(wire, head);
			wire.request(3, read());
			Frame last = wire.next();
			while (last != null && last.type() != Frame.RESET && last.type() != Frame.GO_AWAY) {
				last = wire.next();
			}
			assertThat((last != null) ? last.error() : -1).as("%s", last).isEqualTo(error);
		}
		this.bank.settle();
	}

	/** Netty takes it for one that was closed, and does not end the connection. */
	@Test
	void streamThatIsOlderThanTheLastIsNone() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(5, read());
			assertThat(wire.answer(5)).isOk();
			wire.request(3, read());
			assertThat(wire.resetOf(3)).isEqualTo(STREAM_CLOSED);
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	void oneStreamTooManyIsRefusedAndNotProcessed() throws IOException {
		this.bank.accounts().answers(Script.silence());
		try (FrameWire wire = connect()) {
			for (int i = 0; i < 101; i++) {
				wire.request(2 * i + 1, read());
			}
			assertThat(wire.resetOf(201)).isEqualTo(REFUSED_STREAM);
		}
		assertThat(this.bank.accounts().arrivals()).hasSizeLessThanOrEqualTo(100);
		this.bank.settle();
	}

	@Test
	void framesOfNoMeaningAreLeftAlone() throws IOException {
		try (FrameWire wire = connect()) {
			wire.send(77, 255, 0, new byte[100]).send(Frame.PRIORITY, 0, 9, new byte[] { 0, 0, 0, 7, 1 });
			wire.begin(1, FieldBlock.of("POST", PATH).json().token(this.bank.token().scope("accounts:write")));
			wire.data(1, "{", false).send(77, 0, 1, new byte[9]).data(1, "}", false).data(1, "", true);
			assertThat(wire.answer(1)).isOk();
		}
		assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo("{}");
	}

	/**
	 * Else what is kept of answers would grow with them, for as long as a client likes.
	 */
	@Test
	void nothingMoreIsRememberedForAClientThatRemembersEverything() throws IOException {
		try (FrameWire wire = connect().settings(1, 1_000_000_000).open(0, 1_000_000)) {
			for (int i = 0; i < 200; i++) {
				wire.request(2 * i + 1, FieldBlock.get("/nowhere"));
				// The client's own table has the size that every table has at first.
				assertThat(wire.answer(2 * i + 1)).hasStatus(404);
			}
		}
	}

	static Stream<Arguments> floods() {
		return Stream.of(flood("pings", (wire, i) -> wire.send(Frame.PING, 0, 0, new byte[8])),
				flood("settings", (wire, i) -> wire.settings(3, i)),
				flood("acknowledgements", (wire, i) -> wire.send(Frame.SETTINGS, Frame.ACK, 0)),
				flood("priorities", (wire, i) -> wire.send(Frame.PRIORITY, 0, 2 * i + 1, new byte[5])),
				flood("windows", (wire, i) -> wire.open(0, 1)),
				flood("frames of no known type", (wire, i) -> wire.send(77, 0, 0, new byte[5])),
				flood("empty data", (wire, i) -> wire.data(1, "", false)),
				flood("resets", (wire, i) -> wire.request(2 * i + 3, FieldBlock.get("/nowhere")).reset(2 * i + 3, 8)));
	}

	private interface Step {

		void take(FrameWire wire, int number);

	}

	private static Arguments flood(String name, Step step) {
		return argumentSet(name, step);
	}

	@ParameterizedTest
	@MethodSource("floods")
	void floodEndsTheConnection(Step step) throws IOException {
		// A window of nothing: no answer of any kind comes to its end.
		try (FrameWire wire = connect().settings(4, 0)) {
			wire.begin(1, FieldBlock.of("POST", PATH));
			for (int i = 0; i < 11_000; i++) {
				step.take(wire, i);
			}
			assertThat(wire.goAway()).isEqualTo(ENHANCE_YOUR_CALM);
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	/** Each costs a service a call, if nobody notices. */
	@Test
	void requestsThatAreResetAtOnceEndTheConnection() throws IOException {
		this.bank.accounts().answers(Script.silence());
		try (FrameWire wire = connect()) {
			FieldBlock read = read();
			for (int i = 0; i < 1000; i++) {
				wire.request(2 * i + 1, read).reset(2 * i + 1, 8);
			}
			assertThat(wire.goAway()).isEqualTo(ENHANCE_YOUR_CALM);
		}
		assertThat(this.bank.accounts().arrivals()).hasSizeLessThan(400);
		this.bank.settle();
	}

	/** The gateway resets each stream itself: "made you reset". */
	@Test
	void requestsThatMakeTheGatewayResetThemEndTheConnection() throws IOException {
		this.bank.accounts().answers(Script.silence());
		try (FrameWire wire = connect()) {
			FieldBlock read = read();
			for (int i = 0; i < 1000; i++) {
				wire.request(2 * i + 1, read).open(2 * i + 1, 0);
			}
			assertThat(wire.goAway()).isEqualTo(ENHANCE_YOUR_CALM);
		}
		assertThat(this.bank.accounts().arrivals()).hasSizeLessThan(400);
		this.bank.settle();
	}

	@Test
	void headInManySmallPiecesEndsTheConnection() throws IOException {
		try (FrameWire wire = connect()) {
			wire.send(Frame.HEADERS, 0, 1, FieldBlock.get(PATH).encoded());
			for (int i = 0; i < 5000; i++) {
				wire.send(Frame.CONTINUATION, 0, 1, new FieldBlock().field("x-" + i, "a").encoded());
			}
			assertThat(wire.goAway()).isPositive();
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	@Test
	void headWithoutABoundEndsTheConnection() throws IOException {
		byte[] piece = new FieldBlock().field("x-long", "x".repeat(16_000)).encoded();
		try (FrameWire wire = connect()) {
			wire.send(Frame.HEADERS, 0, 1, FieldBlock.get(PATH).encoded());
			for (int i = 0; i < 100; i++) {
				wire.send(Frame.CONTINUATION, 0, 1, piece);
			}
			assertThat(wire.goAway()).isPositive();
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	@Test
	void requestsThatAreAnsweredAreNoFlood() throws IOException {
		try (FrameWire wire = connect().open(0, 1_000_000)) {
			for (int i = 0; i < 600; i++) {
				wire.request(2 * i + 1, FieldBlock.get("/nowhere"));
				for (int j = 0; j < 20; j++) {
					wire.send(Frame.PING, 0, 0, new byte[8]);
				}
				assertThat(wire.answer(2 * i + 1)).isProblem(404, "no-such-operation");
			}
		}
	}

	@Test
	void firstWordMustBeThePreface() throws IOException {
		byte[] request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
		try (FrameWire wire = FrameWire.silent(this.bank.gate().port())) {
			wire.sendBytes(request);
			assertThat(wire.goAway()).isEqualTo(PROTOCOL_ERROR);
		}
		try (FrameWire wire = FrameWire.silent(this.bank.gate().port())) {
			wire.sendBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			wire.request(1, FieldBlock.get(PATH));
			assertThat(wire.goAway()).isEqualTo(PROTOCOL_ERROR);
		}
	}

	@Test
	void prefaceOnAConnectionOfHttp11IsRefused() throws IOException {
		try (Wire wire = new Wire(FrameWire.connect(this.bank.gate().port(), "http/1.1"))) {
			wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
			assertThat(Answer.read(wire, "GET")).isProblem(400, "bad-request");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	private FieldBlock read() {
		return FieldBlock.get(PATH).token(this.bank.token());
	}

	private FrameWire connect() {
		return FrameWire.to(this.bank.gate().port());
	}

}
