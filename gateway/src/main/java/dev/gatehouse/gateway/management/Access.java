package dev.gatehouse.gateway.management;

/** What becomes of a request at the management port. */
enum Access {

	/** It may see what operators see. */
	OPERATOR,

	/** It may know whether the gateway is well, and nothing of why not. */
	ANYBODY,

	/** It needs the secret, and there is none. */
	NOT_CONFIGURED,

	/** It needs the secret as a bearer token: it changes something. */
	NOT_AUTHORIZED,

	/** It needs the secret, and a browser may ask for it. */
	NOT_SIGNED_IN,

	/** It came to a name that is not this machine's own. */
	MISDIRECTED

}
