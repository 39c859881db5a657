package dev.gatehouse.gateway.walk;

import java.time.Duration;

/**
 * How slow a peer is. The one place where time is let pass: tests wait for what they
 * expect, but somebody slow is slow by doing nothing.
 */
final class Pace {

	private Pace() {
	}

	static void pause(Duration duration) {
		try {
			Thread.sleep(duration);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
