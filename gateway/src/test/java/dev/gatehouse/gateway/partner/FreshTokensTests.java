package dev.gatehouse.gateway.partner;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A partner that fetches a token for every call is seen. */
class FreshTokensTests {

	private long nanos = Long.MAX_VALUE - 10;

	private int issued;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final FreshTokens tokens = new FreshTokens(this.meters, () -> this.nanos);

	@Test
	void tokensOfTheLastMinuteCount() {
		assertThat(this.tokens.perMinute("acme")).isZero();
		count("acme", 60);
		assertThat(this.tokens.perMinute("acme")).isEqualTo(60);
		assertThat(this.tokens.perMinute("globex")).isZero();
	}

	@Test
	void thoseOfTheMinuteBeforeCountLessAndLess() {
		count("acme", 60);
		pass(Duration.ofSeconds(59));
		assertThat(this.tokens.perMinute("acme")).isEqualTo(60);
		pass(Duration.ofSeconds(31));
		assertThat(this.tokens.perMinute("acme")).isEqualTo(30);
		count("acme", 5);
		assertThat(this.tokens.perMinute("acme")).isEqualTo(35);
		pass(Duration.ofSeconds(30));
		assertThat(this.tokens.perMinute("acme")).isEqualTo(5);
		pass(Duration.ofMinutes(2));
		assertThat(this.tokens.perMinute("acme")).isZero();
	}

	@Test
	void seriesEndWithTheirPartner() {
		count("acme", 3);
		count("globex", 3);
		this.tokens.forget("acme");
		this.tokens.forget("hooli");
		assertThat(this.meters.find("gatehouse.partner.fresh.tokens").tag("client", "acme").gauge()).isNull();
		assertThat(this.meters.get("gatehouse.partner.fresh.tokens").tag("client", "globex").gauge().value())
			.isEqualTo(3);
		count("acme", 2);
		assertThat(this.meters.get("gatehouse.partner.fresh.tokens").tag("client", "acme").gauge().value())
			.isEqualTo(2);
	}

	/** As when a token is verified while its partner is taken out of the file. */
	@Test
	void partnerThatLeavesInThatMomentBeginsNoSeries() {
		Deque<Boolean> answers = new ArrayDeque<>(List.of(true, false));
		this.tokens.count("acme", "token", (client) -> answers.pop());
		assertThat(answers).isEmpty();
		assertThat(this.meters.find("gatehouse.partner.fresh.tokens").gauges()).isEmpty();
		this.tokens.count("acme", "token", (client) -> false);
		assertThat(this.meters.find("gatehouse.partner.fresh.tokens").gauges()).isEmpty();
		this.tokens.count("acme", "token", (client) -> true);
		assertThat(this.meters.find("gatehouse.partner.fresh.tokens").gauges()).hasSize(1);
	}

	/** As they come when the keys are fetched, or a partner's process starts. */
	@Test
	void requestsThatBringTheSameTokenAtOnceCountOnce() {
		for (int i = 0; i < 100; i++) {
			this.tokens.count("acme", "first");
			this.tokens.count("acme", "second");
			this.tokens.count("globex", "first");
		}
		assertThat(this.tokens.perMinute("acme")).isEqualTo(2);
		assertThat(this.tokens.perMinute("globex")).isEqualTo(1);
		count("acme", 1000);
		assertThat(this.tokens.perMinute("acme")).isEqualTo(1002);
		this.tokens.count("acme", "token 999");
		assertThat(this.tokens.perMinute("acme")).isEqualTo(1002);
	}

	@Test
	void gaugeShowsEachPartner() {
		count("acme", 3);
		count("globex", 1);
		assertThat(this.meters.get("gatehouse.partner.fresh.tokens").tag("client", "acme").gauge().value())
			.isEqualTo(3);
		assertThat(this.meters.get("gatehouse.partner.fresh.tokens").gauges()).hasSize(2);
		pass(Duration.ofMinutes(3));
		assertThat(this.meters.get("gatehouse.partner.fresh.tokens").tag("client", "acme").gauge().value()).isZero();
	}

	private void count(String client, int times) {
		for (int i = 0; i < times; i++) {
			this.tokens.count(client, "token " + this.issued++);
		}
	}

	private void pass(Duration time) {
		this.nanos += time.toNanos();
	}

}
