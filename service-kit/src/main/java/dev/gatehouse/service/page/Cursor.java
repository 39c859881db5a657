package dev.gatehouse.service.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A position as the caller carries it: base64url of microseconds, id and a checksum over
 * both and the walk it belongs to. The checksum finds what is damaged, made up or taken
 * from another list; it is no secret and guards none, since every list is limited to its
 * owner anyway.
 */
record Cursor(String scope, Position position) {

	private static final int KEY_BYTES = 24;

	private static final int CHECK_BYTES = 9;

	String encode() {
		byte[] key = ByteBuffer.allocate(KEY_BYTES)
			.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, this.position.createdAt()))
			.putLong(this.position.id().getMostSignificantBits())
			.putLong(this.position.id().getLeastSignificantBits())
			.array();
		byte[] whole = Arrays.copyOf(key, KEY_BYTES + CHECK_BYTES);
		System.arraycopy(checksum(this.scope, key), 0, whole, KEY_BYTES, CHECK_BYTES);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
	}

	/** Empty when the text is no cursor of this walk. */
	static Optional<Cursor> decode(String scope, String text) {
		return bytes(text).filter((whole) -> isIntact(scope, whole)).map((whole) -> {
			ByteBuffer key = ByteBuffer.wrap(whole);
			Instant createdAt = Instant.EPOCH.plus(key.getLong(), ChronoUnit.MICROS);
			return new Cursor(scope, new Position(createdAt, new UUID(key.getLong(), key.getLong())));
		});
	}

	private static Optional<byte[]> bytes(String text) {
		try {
			return Optional.of(Base64.getUrlDecoder().decode(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static boolean isIntact(String scope, byte[] whole) {
		if (whole.length != KEY_BYTES + CHECK_BYTES) {
			return false;
		}
		byte[] check = Arrays.copyOfRange(whole, KEY_BYTES, whole.length);
		return Arrays.equals(check, checksum(scope, Arrays.copyOf(whole, KEY_BYTES)));
	}

	private static byte[] checksum(String scope, byte[] key) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(scope.getBytes(StandardCharsets.UTF_8));
			return Arrays.copyOf(digest.digest(key), CHECK_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
