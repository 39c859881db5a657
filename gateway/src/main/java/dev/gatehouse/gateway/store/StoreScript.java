package dev.gatehouse.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A script that the store runs whole, while it does nothing else.
 *
 * @param text in Lua
 */
public record StoreScript(String text) {

	/** Returns {@code exchange.lua} that stands beside a class. */
	public static StoreScript beside(Class<?> user) {
		try (InputStream script = user.getResourceAsStream("exchange.lua")) {
			return new StoreScript(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the name that the store gives it. */
	public String digest() {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1").digest(this.text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
