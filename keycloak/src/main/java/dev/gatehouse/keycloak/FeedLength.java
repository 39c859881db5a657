package dev.gatehouse.keycloak;

/**
 * How long parts of the feed are at most, in bytes of JSON. The gateways take an answer
 * of 4 MiB: above that they would know of no change any more.
 */
final class FeedLength {

	/** 10,000 clients with names of 255 plain characters, and less with longer ones. */
	static final int CLIENTS = 3_000_000;

	static final int SECRETS = 1_000_000;

	/** Quotes, colon, comma, and a second of up to eleven digits. */
	private static final int BESIDE_THE_NAME = 15;

	/** As backslash, u and four digits, which is the longest of all. */
	private static final int ESCAPED = 6;

	private FeedLength() {
	}

	/** Returns how long a client's entry is at most. */
	static int of(String client) {
		return BESIDE_THE_NAME + client.chars().map(FeedLength::of).sum();
	}

	private static int of(int character) {
		return (character < ' ' || character > '~' || character == '"' || character == '\\') ? ESCAPED : 1;
	}

}
