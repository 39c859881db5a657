package dev.gatehouse.cli.partner;

import java.util.Map;

import dev.gatehouse.cli.token.StubServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway counts, as its management port says it. */
class FreshTokensTests {

	private static final String METRICS = """
			# HELP gatehouse_partner_fresh_tokens Tokens that were seen for the first time in the last minute
			# TYPE gatehouse_partner_fresh_tokens gauge
			gatehouse_partner_fresh_tokens{client="acme-treasury"} 25.0
			gatehouse_partner_fresh_tokens{application="gateway",client="globex-lending",zone="a"} 0.0
			gatehouse_partner_fresh_tokens{client="Nobody\u001b[2J"} 7.0
			gatehouse_partner_fresh_tokens{client="nan"} NaN
			gatehouse_partner_fresh_tokens_other{client="initech-cards"} 9.0
			gatehouse_partner_requests_total{api="cards",client="initech-cards",outcome="ok"} 3.0
			""";

	@Test
	void gaugeOfEachClientIsRead() {
		assertThat(FreshTokens.in(METRICS)).isEqualTo(Map.of("acme-treasury", 25L, "globex-lending", 0L));
	}

	@Test
	void managementPortIsAsked() throws InterruptedException {
		try (StubServer gateway = new StubServer(200, METRICS)) {
			assertThat(FreshTokens.at(gateway.url(), "the-secret").orElseThrow()).containsEntry("acme-treasury", 25L);
			assertThat(gateway.asked().uri()).isEqualTo("/actuator/prometheus");
			assertThat(gateway.asked().headers().getFirst("Authorization")).isEqualTo("Bearer the-secret");
		}
	}

	@Test
	void whoDoesNotAnswerOrNotAsOneKnowsNothing() throws InterruptedException {
		String gone;
		try (StubServer other = new StubServer(404, METRICS)) {
			assertThat(FreshTokens.at(other.url(), "")).isEmpty();
			gone = other.url();
		}
		assertThat(FreshTokens.at(gone, "")).isEmpty();
	}

}
