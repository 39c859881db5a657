package dev.gatehouse.service.page;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Where a row stands in a list that is sorted by {@code created_at desc, id desc}. New
 * rows come before every position already handed out, so a walk meets each row that
 * existed at its start exactly once.
 */
public record Position(Instant createdAt, UUID id) {

	/** Before the newest row. */
	static final Position START = new Position(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

	/** {@code createdAt} as the driver takes it. */
	public OffsetDateTime timestamp() {
		return this.createdAt.atOffset(ZoneOffset.UTC);
	}

}
