package dev.gatehouse.gateway.walk;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.gateway.problem.Refusals;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.logging.logback.StructuredLogEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log of a started gateway makes of an event, for people and as structured log:
 * nothing that a request brings can look like another event, and no token shows.
 */
@OpenBank
class LoggingTests {

	private static final String FORGED = "x\r\n2026-11-21T12:00:00.000Z  INFO [main] d.g.g.Audit : all is well"
			+ "\n\u001b[2J\u001b]0;owned\u0007\u0085\u2028\u2029\u202e\u009b31m\u0000";

	private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY21lIn0.c2lnbmF0dXJlLW9mLWEtdG9rZW4";

	private final Bank bank;

	LoggingTests(Bank bank) {
		this.bank = bank;
	}

	private static LoggerContext context() {
		return (LoggerContext) LoggerFactory.getILoggerFactory();
	}

	private static LoggingEvent event(String message, @Nullable Throwable error) {
		LoggingEvent event = new LoggingEvent("here", context().getLogger("dev.gatehouse.gateway.Some"), Level.WARN,
				message, error, null);
		event.setMDCPropertyMap(Map.of());
		return event;
	}

	/** As the started gateway's own appender writes it. */
	private static String human(LoggingEvent event) {
		ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>) context().getLogger("ROOT")
			.getAppender("CONSOLE");
		return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
	}

	private static String structured(LoggingEvent event) {
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(context());
		encoder.setFormat("ecs");
		encoder.start();
		return new String(encoder.encode(event), StandardCharsets.UTF_8);
	}

	@Test
	void onlyAnEventBeginsALineWhateverItQuotes() {
		String text = human(event(FORGED, null));
		assertThat(text.lines().findFirst().orElseThrow()).endsWith(": x");
		assertThat(text.lines().skip(1)).isNotEmpty().allMatch((line) -> line.startsWith("\t"));
		assertThat(text.chars().filter((c) -> c != '\n' && c != '\t'))
			.noneMatch((c) -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0x202e);
		assertThat(human(event("fine", null))).endsWith(": fine\n").doesNotContain("\t");
		String json = structured(event(FORGED, null));
		assertThat(json.chars().filter(Character::isISOControl)).hasSize(1);
		assertThat(JsonMapper.shared().readTree(json).path("message").asString()).isEqualTo(FORGED);
	}

	@Test
	void errorsHaveTheirTraceBelowAndNothingThatLooksLikeAnotherEvent() {
		Throwable error = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
		error.addSuppressed(new IllegalArgumentException(FORGED));
		String text = human(event("failed", error));
		assertThat(text.lines().count()).isGreaterThan(6);
		assertThat(text.lines().skip(2)).allMatch((line) -> line.startsWith("\t") || line.startsWith("Caused by: "));
		assertThat(text.lines().toList().get(1)).isEqualTo("java.lang.IllegalStateException: x");
		assertThat(text).contains("\tat dev.gatehouse.gateway.walk.LoggingTests")
			.doesNotContain("\u001b", "\u202e", "\u0000");
		assertThat(human(event("fine", null)).lines()).hasSize(1);
		assertThat(structured(event("failed", error)).lines()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "field Authorization: Bearer %s", "dpop %s", "{a=[Bearer %s]}" })
	void tokensDoNotShow(String text) {
		for (String secret : new String[] { TOKEN, "Bearer an-opaque-token-of-some-length",
				"Bearer correct!horse@battery#staple", "Basic b3BlcmF0b3I6c2VjcmV0LXNlY3JldA==" }) {
			String message = text.formatted(secret);
			Throwable error = new IllegalStateException(message);
			String hidden = secret.substring(secret.lastIndexOf(' ') + 1);
			assertThat(human(event(message, error))).doesNotContain(hidden).containsAnyOf("(token)", "(hidden)");
			assertThat(structured(event(message, error))).doesNotContain(hidden).containsAnyOf("(token)", "(hidden)");
		}
		assertThat(human(event("the token's bearer is Basic", null))).contains("the token's bearer is Basic");
	}

	@Test
	void structuredLogNamesTheRequest() {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		context().getLogger(Refusals.class).addAppender(appender);
		try {
			Refusals.of(new IllegalStateException("broken"), "r-1");
		}
		finally {
			context().getLogger(Refusals.class).detachAppender(appender);
		}
		JsonNode failed = JsonMapper.shared().readTree(structured((LoggingEvent) appender.list.getFirst()));
		assertThat(failed.at("/http/request/id").asString()).isEqualTo("r-1");
		assertThat(failed.at("/error/type").asString()).isEqualTo("java.lang.IllegalStateException");
		JsonNode json = JsonMapper.shared().readTree(structured(event("fine", null)));
		assertThat(json.at("/service/name").asString()).isEqualTo("gateway");
		assertThat(json.at("/log/level").asString()).isEqualTo("WARN");
		assertThat(json.has("@timestamp")).isTrue();
	}

	@Test
	void whatIsKeptForTheTestsHasPairsAndContextToo() {
		MDC.put("where", "in-the-context");
		try {
			LoggerFactory.getLogger(LoggingTests.class)
				.atWarn()
				.addKeyValue("what", "in-a-pair")
				.log("kept with all that belongs to it");
		}
		finally {
			MDC.remove("where");
		}
		assertThat(KeptLog.lines()).filteredOn((line) -> line.contains("kept with all that belongs to it"))
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains("what=\"in-a-pair\"", "where=in-the-context");
	}

	@Test
	void failureWithinTheGatewayNamesItsRequest() {
		Refusals.of(new IllegalStateException("broken"), "the-request-of-this-test");
		assertThat(KeptLog.lines()).anyMatch((line) -> line.contains("request the-request-of-this-test failed"));
	}

	/** However much an operator has it tell. */
	@Test
	void noTokenIsLoggedAtAnyLevel() {
		ch.qos.logback.classic.Logger root = context().getLogger("ROOT");
		Level before = root.getLevel();
		root.setLevel(Level.TRACE);
		try {
			TestTokens token = this.bank.token();
			AnswerAssert.assertThat(this.bank.send(Call.get("/v1/accounts").token(token))).isOk();
			AnswerAssert.assertThat(this.bank.send(Call.get("/v1/accounts").token(token.text() + "x"))).hasStatus(401);
			AnswerAssert.assertThat(this.bank.gate().manage(Call.get("/actuator/health").token(token))).hasStatus(200);
		}
		finally {
			root.setLevel(before);
		}
		assertThat(KeptLog.lines()).anyMatch((line) -> line.startsWith("TRACE") || line.startsWith("DEBUG"));
	}

}
