package dev.gatehouse.gateway.record;

import java.util.Locale;

/** How a request ended, seen from the gateway. */
enum Outcome {

	/** The service answered, with whatever status. */
	ALLOWED,

	/** The gateway said no. */
	REFUSED,

	/** The gateway, the issuer or the service failed. */
	FAILED,

	/** The client went away, or the answer broke off. */
	ABORTED;

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
