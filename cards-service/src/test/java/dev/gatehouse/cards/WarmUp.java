package dev.gatehouse.cards;

import java.util.stream.Stream;

import dev.gatehouse.service.contract.Answer;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes the first calls of a JVM before any test does. They pay for loading classes, and
 * on a busy machine that alone may use up a request's time for its database (503).
 */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final int ATTEMPTS = 10;

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		int port = event.getApplicationContext()
			.getEnvironment()
			.getRequiredProperty("local.server.port", Integer.class);
		Partner partner = new Partner(port);
		if (Stream.generate(() -> isWarm(partner)).limit(ATTEMPTS).noneMatch((warm) -> warm)) {
			throw new IllegalStateException("the service does not answer in time, not even when it is warm");
		}
	}

	private static boolean isWarm(Partner partner) {
		Answer card = partner.order(Partner.ORDER).send();
		return card.status() == 201 && partner.get("/v1/cards").send().status() == 200
				&& partner.limit(card, "60.00").status() == 200 && partner.unblock(card).status() == 412
				&& partner.block(partner.show(card), "lost").status() == 200;
	}

}
