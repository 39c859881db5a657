package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator reads each event once, and nothing that a stranger wrote as it is. */
class KeysLogTests {

	private final KeysLog log = new KeysLog();

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		logger().addAppender(this.lines);
	}

	@AfterEach
	void stop() {
		logger().detachAppender(this.lines);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(KeysLog.class);
	}

	@Test
	void outageAndItsEndAreSaidOnce() throws ParseException {
		KeySet keys = keys(TestKeys.RSA);
		for (int minutes = 60; minutes > 0; minutes--) {
			this.log.failed(new IOException("away"), Duration.ofMinutes(minutes));
		}
		for (int i = 0; i < 100; i++) {
			this.log.failed(new IOException("away"), null);
		}
		this.log.fetched(keys, keys);
		this.log.fetched(keys, keys);
		assertThat(said()).containsExactly(
				"WARN the issuer's keys could not be fetched: java.io.IOException: away; the last ones are trusted for "
						+ "another 3600 s",
				"ERROR the issuer has been away for too long: no token can be checked until they are there",
				"INFO the issuer is back");
	}

	@Test
	void outageFromTheStartIsSaidOnce() {
		for (int i = 0; i < 100; i++) {
			this.log.failed(new IOException("away"), null);
		}
		assertThat(said()).containsExactly("WARN the issuer's keys could not be fetched: java.io.IOException: away; no "
				+ "token can be checked until they are there");
	}

	@Test
	void everyOutageIsSaid() throws ParseException {
		KeySet keys = keys(TestKeys.RSA);
		for (int i = 0; i < 2; i++) {
			this.log.failed(new IOException("away"), Duration.ofMinutes(60));
			this.log.failed(new IOException("away"), null);
			this.log.fetched(keys, keys);
		}
		assertThat(said()).hasSize(6);
	}

	@Test
	void changeOfTheKeysIsSaidOnce() throws ParseException {
		KeySet first = keys(TestKeys.RSA, TestKeys.EC);
		KeySet second = keys(TestKeys.EC, TestKeys.ED).like(first);
		this.log.fetched(null, first);
		this.log.fetched(first, first);
		this.log.fetched(first, second);
		assertThat(said()).containsExactly("INFO the issuer's keys changed: [ec-1, rsa-1] new, [] withdrawn",
				"INFO the issuer's keys changed: [ed-1] new, [rsa-1] withdrawn");
	}

	@Test
	void diskThatCannotBeWrittenToIsSaidOnce() {
		this.log.kept(new IOException("full"));
		this.log.kept(new IOException("full"));
		this.log.kept(null);
		this.log.kept(new IOException("full"));
		assertThat(said()).hasSize(2).allMatch((line) -> line.startsWith("WARN the issuer's keys cannot be kept"));
	}

	@Checks("A-47")
	@Test
	void idInALineIsEscapedAndCut() {
		this.log.asked("x\r\n2026-11-21 INFO all is well\u2028\u0000é \u001b[2J");
		this.log.asked("y".repeat(5000));
		assertThat(said()).containsExactly("INFO the issuer's keys are fetched because a token names the key "
				+ "x\\u000d\\u000a2026-11-21\\u0020INFO\\u0020all\\u0020is\\u0020well\\u2028\\u0000\\u00e9\\u0020\\u001b[2J",
				"INFO the issuer's keys are fetched because a token names the key " + "y".repeat(64) + "...");
	}

	private List<String> said() {
		return this.lines.list.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.INFO))
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage())
			.toList();
	}

	private static KeySet keys(JWK... keys) throws ParseException {
		return KeySet.parse(new JWKSet(List.of(keys)).toString(true).getBytes(StandardCharsets.UTF_8));
	}

}
