package dev.gatehouse.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The full number is nowhere: not in an answer, not in a log at its most talkative, not
 * in the database.
 */
@CardsTest
@ExtendWith(OutputCaptureExtension.class)
class NumberSecrecyTests {

	private static final List<String> TALKATIVE = List.of("dev.gatehouse", "org.springframework.jdbc",
			"org.springframework.web", "org.springframework.transaction");

	private final LoggingSystem logging = LoggingSystem.get(NumberSecrecyTests.class.getClassLoader());

	private final Partner partner;

	private final JdbcClient jdbc;

	NumberSecrecyTests(@LocalServerPort int port, @Autowired JdbcClient jdbc) {
		this.partner = new Partner(port);
		this.jdbc = jdbc;
	}

	@AfterEach
	void logAsBefore() {
		TALKATIVE.forEach((logger) -> this.logging.setLogLevel(logger, null));
		this.logging.setLogLevel("dev.gatehouse", LogLevel.INFO);
	}

	@Test
	void noAnswerHoldsAFullNumber() {
		assertThat(walk()).hasSizeGreaterThan(10)
			.allSatisfy((answer) -> assertThat(FullNumbers.in(answer.text() + headers(answer))).isEmpty());
	}

	@Test
	void noLogLineHoldsAFullNumber(CapturedOutput output) {
		TALKATIVE.forEach((logger) -> this.logging.setLogLevel(logger, LogLevel.TRACE));
		walk();
		assertThat(output.getAll()).contains("insert into card", "card-already-blocked", "Ada");
		assertThat(FullNumbers.in(output.getAll())).isEmpty();
	}

	@Test
	void noRowHoldsAFullNumber() {
		walk();
		assertThat(rows()).anySatisfy((row) -> assertThat(row).contains("last_four"))
			.anySatisfy((row) -> assertThat(row).contains("maskedNumber"))
			.allSatisfy((row) -> assertThat(FullNumbers.in(row)).isEmpty());
	}

	@Test
	void numberThatAPartnerSendsIsNeitherAnsweredNorLogged(CapturedOutput output) {
		String sent = "4111111111111111";
		List<Answer> answers = List.of(this.partner.order(Partner.reason(sent)).invalid().send(),
				this.partner.order(Partner.ORDER.replace("Ada Lovelace", sent)).invalid().send(),
				this.partner.order(sent).invalid().send(), this.partner.get("/v1/cards/" + sent).invalid().send(),
				this.partner.get("/v1/cards?limit=" + sent).invalid().send(),
				this.partner.get("/v1/cards?cursor=" + sent).send());
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.expect(400).text()).doesNotContain(sent));
		assertThat(FullNumbers.in(output.getAll())).isEmpty();
	}

	/** Every operation, allowed and refused. */
	private List<Answer> walk() {
		List<Answer> answers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			answers.add(this.partner.issue());
		}
		Answer card = answers.getFirst();
		Answer limited = this.partner.limit(card, "60.00");
		Answer blocked = this.partner.block(limited, "holder-request");
		Answer active = this.partner.unblock(blocked);
		Answer lost = this.partner.block(active, "lost");
		answers.addAll(List.of(limited, blocked, active, lost, this.partner.show(card), this.partner.limit(lost, "9"),
				this.partner.block(lost, "lost"), this.partner.unblock(card),
				this.partner.get("/v1/cards?limit=3").send()));
		return answers;
	}

	private static String headers(Answer answer) {
		return " " + answer.header("Location").orElse("") + " " + answer.header("ETag").orElse("");
	}

	private List<String> rows() {
		return Stream
			.of("select row_to_json(c)::text from card c",
					"select convert_from(body, 'UTF8') || coalesce(location, '') || key from idempotency_key")
			.flatMap((sql) -> this.jdbc.sql(sql).query(String.class).list().stream())
			.toList();
	}

}
