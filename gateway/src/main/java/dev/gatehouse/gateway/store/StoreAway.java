package dev.gatehouse.gateway.store;

import org.jspecify.annotations.Nullable;

/** The store is away, is silent, refuses, or does not answer as a store would. */
public final class StoreAway extends Exception {

	private static final long serialVersionUID = 1L;

	public StoreAway(String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
	}

}
