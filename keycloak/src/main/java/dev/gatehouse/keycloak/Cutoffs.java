package dev.gatehouse.keycloak;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * From when on tokens count, as the gateways are told: those of single clients, the ones
 * that were changed last, and of all, for the sake of those that are not named.
 *
 * @param all the first second, since the epoch, whose tokens count; 0: all do
 * @param clients the same by client id, in the order of the names, as every node tells it
 */
record Cutoffs(long all, Map<String, Long> clients) {

	/** So many clients are named, if they have no exceptional names. */
	static final int MOST = 10_000;

	/**
	 * Names as many as may be, and as there is room for in the feed. With each further
	 * change of a client, the one that is not named any more is one that was changed long
	 * ago, so that hardly a token is left that is ended for its sake.
	 * @param newestFirst the first second whose tokens count by client id, the last first
	 */
	static Cutoffs of(SequencedMap<String, Long> newestFirst, int most) {
		Map<String, Long> named = new TreeMap<>();
		int length = 0;
		for (Map.Entry<String, Long> client : newestFirst.entrySet()) {
			length += FeedLength.of(client.getKey());
			if (named.size() == most || length > FeedLength.CLIENTS) {
				return new Cutoffs(client.getValue(), named);
			}
			named.put(client.getKey(), client.getValue());
		}
		return new Cutoffs(0, named);
	}

	/** Returns the first second whose tokens of this client count. */
	long from(String client) {
		@Nullable Long own = this.clients.get(client);
		return (own != null) ? Math.max(own, this.all) : this.all;
	}

}
