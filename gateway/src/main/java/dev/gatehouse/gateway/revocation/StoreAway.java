package dev.gatehouse.gateway.revocation;

import org.jspecify.annotations.Nullable;

/** The store is away, is silent, refuses, or does not answer as the script does. */
final class StoreAway extends Exception {

	private static final long serialVersionUID = 1L;

	StoreAway(String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
	}

}
