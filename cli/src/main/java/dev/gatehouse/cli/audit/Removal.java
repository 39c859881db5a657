package dev.gatehouse.cli.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The statement that the oldest records were removed for their age.
 *
 * @param upTo the number of the last of them
 * @param hash its hash
 */
record Removal(long upTo, String hash) {

	/** Reads it from two members; null if they are not there. */
	static @Nullable Removal read(JsonNode json, String upTo, String hash) {
		return (json.path(upTo).isIntegralNumber() && json.path(hash).isString())
				? new Removal(json.path(upTo).asLong(), json.path(hash).asString()) : null;
	}

	/**
	 * Whether it says that everything before a record was removed: some of it may be here
	 * still. It cannot be said of records that did not exist when it was.
	 * @param seq the record that says it, or was signed with it
	 */
	boolean vouchesFor(long seq, long first, String prev) {
		return this.upTo < seq && (this.upTo > first - 1 || (this.upTo == first - 1 && this.hash.equals(prev)));
	}

}
