package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a client can do with a handshake alone, before it is anybody. */
@ExtendWith(WatchExtension.class)
@Checks("A-144")
@SuppressWarnings("NullAway.Init")
class HandshakeTests {

	private static final int MOST = 20;

	/** The beginning of a record that is to hold a client's greeting. */
	private static final String BEGUN = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

	@TempDir
	private static Path folder;

	private static Authority authority;

	private static Bank bank;

	private static TlsGate gate;

	@BeforeAll
	static void open() throws IOException {
		authority = new Authority("bank");
		authority.issue("gate").writeTo(folder);
		bank = Bank.open(Stream.concat(TlsGate.settings(folder),
				Stream.of("gatehouse.entry.handshake-timeout=1s", "gatehouse.entry.max-handshakes=" + MOST)));
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

	@Test
	void handshakesThatNeverEndAreCutAndKeepNobodyElseOut() throws Exception {
		List<Wire> flood = new ArrayList<>();
		long began = System.nanoTime();
		try {
			for (int i = 0; i < MOST; i++) {
				flood.add(Wire.from("127.0.0.9", bank.gate().port()).send(BEGUN));
			}
			try (Wire tooMany = Wire.from("127.0.0.9", bank.gate().port())) {
				assertThat(tooMany.isClosedByPeer()).isTrue();
			}
			// Somebody else's are his own.
			assertThat(gate.send(client(), read())).isOk();
			for (Wire wire : flood) {
				assertThat(wire.isClosedByPeer()).isTrue();
			}
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(900),
					Duration.ofSeconds(5));
		}
		finally {
			for (Wire wire : flood) {
				wire.close();
			}
		}
		Awaitility.await().untilAsserted(() -> {
			try (Wire wire = new Wire(gate.connectFrom("127.0.0.9", client()))) {
				assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
			}
		});
	}

	/** Each that ends makes room, whatever becomes of its connection. */
	@Test
	void handshakesThatEndDoNotCount() throws Exception {
		List<Wire> wires = new ArrayList<>();
		try {
			for (int i = 0; i < 3 * MOST; i++) {
				wires.add(new Wire(gate.connect(client())));
			}
			for (int i = 0; i < 3 * MOST; i++) {
				Wire.to(bank.gate().port()).send("GET / HTTP/1.1\r\n\r\n").close();
			}
			for (Wire wire : wires) {
				assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
			}
			Awaitility.await().untilAsserted(() -> assertThat(gate.send(client(), read())).isOk());
		}
		finally {
			for (Wire wire : wires) {
				wire.close();
			}
		}
	}

	/**
	 * A greeting as a client of that version sends it: suites of yesterday's, no
	 * extensions. The answer is an alert: {@code protocol_version}.
	 */
	@Checks("A-138")
	@ParameterizedTest
	@ValueSource(strings = { "0300", "0301", "0302" })
	void versionsOfYesterdayAreRefused(String version) throws IOException {
		String hello = version + "11".repeat(32) + "00" + "0008" + "c013c014002f0035" + "0100";
		String message = "01" + "%06x".formatted(hello.length() / 2) + hello;
		byte[] record = HexFormat.of().parseHex("16" + version + "%04x".formatted(message.length() / 2) + message);
		try (Wire wire = Wire.to(bank.gate().port())) {
			wire.send(new String(record, StandardCharsets.ISO_8859_1));
			String answer = wire.readToEnd();
			assertThat(answer).hasSize(7).startsWith("\u0015").endsWith("\u0002\u0046");
		}
	}

	/** In a log a token would be readable as hexadecimal digits too. */
	@Test
	void whatIsNotTlsIsNeitherAnsweredNorLogged() throws Exception {
		String token = bank.token().text();
		KeptLog.forget();
		double before = handshakes("failure");
		try (Wire wire = Wire.to(bank.gate().port())) {
			wire.sendAsFarAsTaken(Call.get("/v1/accounts").token(token).text());
			assertThat(wire.readToEnd()).doesNotContain("HTTP/1.1");
		}
		Awaitility.await().until(() -> handshakes("failure") > before);
		String digits = HexFormat.of().formatHex(token.substring(0, 20).getBytes(StandardCharsets.US_ASCII));
		assertThat(KeptLog.lines()).noneMatch((line) -> line.contains(digits) || line.startsWith("WARN"));
		assertThat(KeptLog.lines().stream().filter((line) -> line.contains("not TLS"))).hasSizeLessThan(2);
	}

	@Test
	void everyHandshakeIsCountedByItsEnd() throws Exception {
		double succeeded = handshakes("success");
		double failed = handshakes("failure");
		double incomplete = handshakes("incomplete");
		assertThat(gate.send(client(), read())).isOk();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> gate.connect(Identity.client(null, new Authority("other").certificate())));
		Wire.to(bank.gate().port()).send(BEGUN).close();
		Awaitility.await()
			.until(() -> handshakes("failure") == failed + 1 && handshakes("incomplete") == incomplete + 1);
		assertThat(handshakes("success")).isEqualTo(succeeded + 1);
	}

	private static double handshakes(String result) {
		return bank.gate().metrics().sum("gatehouse_handshakes_total", "result=\"" + result + "\"");
	}

	@Test
	void renegotiationIsRefused() throws Exception {
		try (SSLSocket socket = gate.connect(client(), "TLSv1.2"); Wire wire = new Wire(socket)) {
			assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				socket.getSession().invalidate();
				socket.startHandshake();
				wire.send(read().text());
				if (wire.readHead() == null) {
					throw new SSLException("closed");
				}
			});
		}
		assertThat(bank.arrivals()).isEqualTo(1);
	}

	@Test
	void nameThatNobodyKnowsIsServed() throws Exception {
		for (String name : List.of("localhost", "unknown.example")) {
			try (SSLSocket socket = (SSLSocket) client().getSocketFactory()
				.createSocket("127.0.0.1", bank.gate().port())) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setServerNames(List.of(new SNIHostName(name)));
				socket.setSSLParameters(parameters);
				try (Wire wire = new Wire(socket)) {
					assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
				}
			}
		}
	}

	private static SSLContext client() throws Exception {
		return Identity.client(null, authority.certificate());
	}

	private static Call read() {
		return Call.get("/v1/accounts").token(bank.token());
	}

}
