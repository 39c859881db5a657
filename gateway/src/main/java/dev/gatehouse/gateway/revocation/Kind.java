package dev.gatehouse.gateway.revocation;

/** What a revocation is of. */
enum Kind {

	/** The tokens of a client that were issued before some time. */
	CLIENT("client", "client"),

	/** One token, by its {@code jti}. */
	TOKEN("token-id", "tokenId"),

	/** All that a key of the issuer has signed and will sign, by its {@code kid}. */
	KEY("key", "key");

	private final String id;

	private final String member;

	Kind(String id, String member) {
		this.id = id;
		this.member = member;
	}

	/** Returns its name, as in the store, in metrics and in answers. */
	String id() {
		return this.id;
	}

	/** Returns the name of the member, or parameter, that names one in a request. */
	String member() {
		return this.member;
	}

}
