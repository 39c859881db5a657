package dev.gatehouse.gateway.console;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

/**
 * The board as JSON, made at most once a second however many look at it, and more seldom
 * where there is so much that it would take more than a twentieth of the time.
 */
final class ConsoleData {

	private static final long FRESH = 900_000_000;

	private static final int SHARE = 20;

	private final Supplier<Overview> board;

	private final LongSupplier nanoTime;

	private final JsonMapper json = JsonMapper.builder().build();

	private byte[] latest = new byte[0];

	private long staleAt;

	ConsoleData(Supplier<Overview> board, LongSupplier nanoTime) {
		this.board = board;
		this.nanoTime = nanoTime;
	}

	/** Returns it. Whoever comes while it is made waits for it: not for event loops. */
	synchronized byte[] json() {
		long now = this.nanoTime.getAsLong();
		if (this.latest.length == 0 || now - this.staleAt >= 0) {
			this.latest = this.json.writeValueAsBytes(this.board.get());
			long took = this.nanoTime.getAsLong() - now;
			this.staleAt = now + Math.max(FRESH, SHARE * took);
		}
		return this.latest;
	}

}
