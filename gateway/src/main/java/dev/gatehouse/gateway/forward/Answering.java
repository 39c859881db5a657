package dev.gatehouse.gateway.forward;

/** By what way an answer goes to the client. */
enum Answering {

	/** Through Spring's response, which filters may have changed. */
	SPRING,

	/** Straight to the server: nobody else has a hand in it. */
	STRAIGHT

}
