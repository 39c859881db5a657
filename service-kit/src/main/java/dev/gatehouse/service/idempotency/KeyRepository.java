package dev.gatehouse.service.idempotency;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of keys. Works inside the transaction of the work itself. */
final class KeyRepository {

	/**
	 * Waits for whoever inserts the same key right now, and takes over a key that has
	 * expired.
	 */
	private static final String CLAIM = """
			insert into idempotency_key (client, operation, key, fingerprint, created_at)
			values (:client, :operation, :key, :fingerprint, :now)
			on conflict (client, operation, key) do update
			set fingerprint = excluded.fingerprint, created_at = excluded.created_at
			where idempotency_key.created_at < :expired""";

	private static final String FIND = """
			select fingerprint, status, location, etag, body from idempotency_key
			where client = :client and operation = :operation and key = :key""";

	private static final String COMPLETE = """
			update idempotency_key set status = :status, location = :location, etag = :etag, body = :body
			where client = :client and operation = :operation and key = :key""";

	private static final String CLEAR = """
			delete from idempotency_key where (client, operation, key) in (
				select client, operation, key from idempotency_key where created_at < :expired
				order by created_at limit :batch for update skip locked)""";

	private final JdbcClient jdbc;

	KeyRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Whether the key is now this transaction's; otherwise it is taken and {@link #find}
	 * sees it.
	 */
	boolean claim(IdempotencyKey key, byte[] fingerprint, Instant now, Instant expired) {
		return on(CLAIM, key).param("fingerprint", fingerprint)
			.param("now", utc(now))
			.param("expired", utc(expired))
			.update() == 1;
	}

	Taken find(IdempotencyKey key) {
		return on(FIND, key).query(KeyRepository::taken).single();
	}

	void complete(IdempotencyKey key, Answer answer) {
		URI location = answer.location();
		on(COMPLETE, key).param("status", answer.status())
			.param("location", (location != null) ? location.toString() : null)
			.param("etag", answer.etag())
			.param("body", answer.body())
			.update();
	}

	int clear(Instant expired, int batch) {
		return this.jdbc.sql(CLEAR).param("expired", utc(expired)).param("batch", batch).update();
	}

	private JdbcClient.StatementSpec on(String sql, IdempotencyKey key) {
		return this.jdbc.sql(sql)
			.param("client", key.client())
			.param("operation", key.operation())
			.param("key", key.value());
	}

	private static Taken taken(ResultSet row, int number) throws SQLException {
		return new Taken(row.getBytes("fingerprint"),
				new Answer(row.getInt("status"), location(row), row.getString("etag"), row.getBytes("body")));
	}

	private static @Nullable URI location(ResultSet row) throws SQLException {
		String location = row.getString("location");
		return (location != null) ? URI.create(location) : null;
	}

	private static OffsetDateTime utc(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

	/** A key that somebody has used, for what, and the answer he got. */
	record Taken(byte[] fingerprint, Answer answer) {
	}

}
