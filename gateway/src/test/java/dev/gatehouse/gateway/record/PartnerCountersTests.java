package dev.gatehouse.gateway.record;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
		assertThat(this.meters.get("gatehouse.partner.requests").tag("api", "accounts").functionCounter().count())
			.isEqualTo(2);
		assertThat(this.meters.get("gatehouse.partner.requests").tag("outcome", "refused").functionCounter().count())
			.isEqualTo(1);
		assertThat(this.meters.get("gatehouse.refusals").tag("reason", "expired").functionCounter().count())
			.isEqualTo(1);
		assertThat(this.meters.get("gatehouse.failed.checks").tag("check", "proof-used").functionCounter().count())
			.isEqualTo(1);
		assertThat(this.meters.getMeters()).hasSize(5);
	}

	@Test
	void callsThatBeginASeriesTogetherAreAllCounted() throws Exception {
		Thread other = new Thread(() -> this.acme.call("accounts", Outcome.ALLOWED));
		this.meters.config().onMeterAdded((meter) -> {
			if (other.getState() == Thread.State.NEW) {
				other.start();
				// It has seen that there is none, and wants to make it.
				await().until(() -> other.getState() == Thread.State.BLOCKED);
			}
		});
		this.acme.call("accounts", Outcome.ALLOWED);
		other.join();
		assertThat(this.meters.get("gatehouse.partner.requests").functionCounter().count()).isEqualTo(2);
	}

	/**
	 * A counter that looks for one has the registry wake a thread for each partner,
	 * eleven times a second.
	 */
	@Test
	void noneLooksForAnExemplar() {
		AtomicInteger asked = new AtomicInteger();
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), Clock.SYSTEM, new SpanContext() {

					@Override
					public String getCurrentTraceId() {
						return "";
					}

					@Override
					public String getCurrentSpanId() {
						return "";
					}

					@Override
					public boolean isCurrentSpanSampled() {
						asked.incrementAndGet();
						return false;
					}

					@Override
					public void markCurrentSpanAsExemplar() {
						// None is kept.
					}

				});
		PartnerCounters globex = new PartnerCounters("globex", prometheus);
		globex.call("accounts", Outcome.ALLOWED);
		globex.refusal("binding", "proof-used");
		assertThat(prometheus.scrape())
			.contains("gatehouse_partner_requests_total{api=\"accounts\",client=\"globex\",outcome=\"allowed\"} 1.0");
		assertThat(asked).hasValue(0);
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
