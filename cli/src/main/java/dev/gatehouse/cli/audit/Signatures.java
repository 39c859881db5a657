package dev.gatehouse.cli.audit;

import java.util.Locale;

/** What is known of the signatures of all checkpoints. */
enum Signatures {

	/** Each is of one of the keys. */
	GOOD("are good"),

	/** One at least is not. */
	WRONG("are not all of the key"),

	/** No key was given. */
	UNCHECKED("not checked: --key");

	private final String words;

	Signatures(String words) {
		this.words = words;
	}

	String words() {
		return this.words;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
