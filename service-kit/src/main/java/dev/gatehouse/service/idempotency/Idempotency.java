package dev.gatehouse.service.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

import dev.gatehouse.service.idempotency.KeyRepository.Taken;
import dev.gatehouse.service.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does work once for each key. Key, work and answer are committed in one transaction:
 * whoever repeats the request gets the first answer, byte for byte, also while the first
 * is still under way (the second then waits for the row, within the storage budget). Work
 * that fails, or is refused, leaves no key.
 */
public final class Idempotency {

	private final KeyRepository keys;

	private final TransactionOperations transaction;

	private final JsonMapper json;

	private final Clock clock;

	private final IdempotencySettings settings;

	Idempotency(KeyRepository keys, TransactionOperations transaction, JsonMapper json, Clock clock,
			IdempotencySettings settings) {
		this.keys = keys;
		this.transaction = transaction;
		this.json = json;
		this.clock = clock;
		this.settings = settings;
	}

	/**
	 * The answer of {@code work}, or of its first run under this key.
	 * @param body the request as it was read; the same body means the same request
	 * @param work runs within the transaction; its status, Location, ETag and body are
	 * kept
	 */
	public ResponseEntity<byte[]> once(IdempotencyKey key, Object body, Supplier<? extends ResponseEntity<?>> work) {
		byte[] fingerprint = sha256(this.json.writeValueAsBytes(body));
		Answer answer = this.transaction.execute((_) -> answer(key, fingerprint, work));
		return Objects.requireNonNull(answer).entity();
	}

	private Answer answer(IdempotencyKey key, byte[] fingerprint, Supplier<? extends ResponseEntity<?>> work) {
		Instant now = this.clock.instant();
		if (!this.keys.claim(key, fingerprint, now, now.minus(this.settings.retention()))) {
			return repeated(this.keys.find(key), fingerprint);
		}
		Answer answer = answerOf(work.get());
		this.keys.complete(key, answer);
		return answer;
	}

	private static Answer repeated(Taken taken, byte[] fingerprint) {
		if (!Arrays.equals(taken.fingerprint(), fingerprint)) {
			throw Problem
				.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", "Idempotency key reused",
						"This Idempotency-Key was used for another request.")
				.exception();
		}
		return taken.answer();
	}

	private Answer answerOf(ResponseEntity<?> entity) {
		return new Answer(entity.getStatusCode().value(), entity.getHeaders().getLocation(),
				entity.getHeaders().getETag(), this.json.writeValueAsBytes(entity.getBody()));
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
