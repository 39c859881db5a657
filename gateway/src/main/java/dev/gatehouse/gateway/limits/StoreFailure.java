package dev.gatehouse.gateway.limits;

import org.jspecify.annotations.Nullable;

/** The store is away, is silent, refuses, or does not answer as a store would. */
final class StoreFailure extends Exception {

	private static final long serialVersionUID = 1L;

	StoreFailure(String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
	}

}
