package dev.gatehouse.gateway.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * The keys of proofs that were good, by the whole header that they came in: all proofs of
 * a client begin with the same one. Two generations, as in {@link TokenCache}: what is
 * used stays.
 */
final class ProofKeys {

	/** That of a key of 4,096 bits is half as long. */
	private static final int LONGEST_HEADER = 2048;

	private final int most;

	private volatile ConcurrentMap<String, ProofKey> young = new ConcurrentHashMap<>();

	private volatile ConcurrentMap<String, ProofKey> old = new ConcurrentHashMap<>();

	/**
	 * Creates an empty memory.
	 * @param most keys
	 */
	ProofKeys(int most) {
		this.most = most / 2;
	}

	@Nullable ProofKey get(String header) {
		ProofKey key = this.young.get(header);
		return (key != null) ? key : this.old.get(header);
	}

	void put(String header, ProofKey key) {
		if (header.length() > LONGEST_HEADER) {
			return;
		}
		ConcurrentMap<String, ProofKey> young = this.young;
		if (young.size() >= this.most && !young.containsKey(header)) {
			turn(young);
			young = this.young;
		}
		young.putIfAbsent(header, key);
	}

	private synchronized void turn(ConcurrentMap<String, ProofKey> full) {
		if (this.young == full) {
			this.old = full;
			this.young = new ConcurrentHashMap<>();
		}
	}

	int size() {
		return this.young.size() + this.old.size();
	}

}
