package dev.gatehouse.gateway.record;

import java.time.Instant;

import org.springframework.web.server.ServerWebExchange;

/** Passages for other rooms' tests, begun as the walk begins them. */
public final class Passages {

	private Passages() {
	}

	/** Begins the passage of an exchange. */
	public static Passage of(ServerWebExchange exchange) {
		return Passage.begin(exchange, Instant.now(), System.nanoTime(), "7f3a1a52-7f5e-4b44-9d9e-1d3a6f0b2c11", null);
	}

}
