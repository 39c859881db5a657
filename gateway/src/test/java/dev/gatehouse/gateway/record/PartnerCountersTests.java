package dev.gatehouse.gateway.record;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A partner's series are made when they are needed, and end with it. */
class PartnerCountersTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final PartnerCounters acme = new PartnerCounters("acme", this.meters);

	@Test
	void callsAndRefusalsAreCountedByTheirKind() {
		this.acme.call("accounts", Outcome.ALLOWED);
		this.acme.call("accounts", Outcome.ALLOWED);
		this.acme.call("cards", Outcome.REFUSED);
		this.acme.refusal("expired", null);
		this.acme.refusal("binding", "proof-used");
		assertThat(this.meters.get("gatehouse.partner.requests").tag("api", "accounts").counter().count()).isEqualTo(2);
		assertThat(this.meters.get("gatehouse.partner.requests").tag("outcome", "refused").counter().count())
			.isEqualTo(1);
		assertThat(this.meters.get("gatehouse.refusals").tag("reason", "expired").counter().count()).isEqualTo(1);
		assertThat(this.meters.get("gatehouse.failed.checks").tag("check", "proof-used").counter().count())
			.isEqualTo(1);
		assertThat(this.meters.getMeters()).hasSize(5);
	}

	@Test
	void whoHasLeftHasNoSeriesAndBeginsNone() {
		PartnerCounters globex = new PartnerCounters("globex", this.meters);
		globex.call("accounts", Outcome.ALLOWED);
		this.acme.call("accounts", Outcome.ALLOWED);
		this.acme.refusal("expired", null);
		this.acme.close();
		this.acme.call("accounts", Outcome.ALLOWED);
		this.acme.call("cards", Outcome.ALLOWED);
		this.acme.refusal("signature", "x");
		assertThat(this.meters.getMeters()).singleElement()
			.satisfies((meter) -> assertThat(meter.getId().getTag("client")).isEqualTo("globex"));
	}

}
