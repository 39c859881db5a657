package dev.gatehouse.gateway.validation;

import java.util.Locale;

/** What happens to a request of an API that does not follow its contract. */
enum Mode {

	/** It is refused. */
	ENFORCE,

	/** It is counted, logged and passed on. */
	REPORT,

	/** Nobody looks, and the contract's schemas need not be of any use. */
	OFF;

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
