package dev.gatehouse.cli.audit;

import org.jspecify.annotations.Nullable;

/**
 * A record that the gateway has signed.
 *
 * @param seq the record's number
 * @param hash its hash
 * @param time when it was signed
 * @param keyId which key it says it was signed with
 * @param text what was signed
 * @param removal that the oldest records were removed for their age; null: not said
 * @param signature the signature, base64url
 * @param file where the checkpoint stands
 * @param line and in which line
 */
record Checkpoint(long seq, String hash, String time, String keyId, String text, @Nullable Removal removal,
		String signature, String file, long line) implements Comparable<Checkpoint> {

	/** Whether it says that everything before this record was removed. */
	boolean vouchesFor(long first, String prev) {
		return this.removal != null && this.removal.vouchesFor(this.seq, first, prev);
	}

	@Override
	public int compareTo(Checkpoint other) {
		return Long.compare(this.seq, other.seq);
	}

}
