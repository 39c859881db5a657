package dev.gatehouse.cli.audit;

/**
 * A record that the gateway has signed.
 *
 * @param seq the record's number
 * @param hash its hash
 * @param time when it was signed
 * @param keyId which key it says it was signed with
 * @param text what was signed
 * @param signature the signature, base64url
 * @param file where the checkpoint stands
 * @param line and in which line
 */
record Checkpoint(long seq, String hash, String time, String keyId, String text, String signature, String file,
		long line) implements Comparable<Checkpoint> {

	@Override
	public int compareTo(Checkpoint other) {
		return Long.compare(this.seq, other.seq);
	}

}
