package dev.gatehouse.gateway.revocation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.store.StoreAway;

/**
 * What the store says.
 *
 * @param born since when it has its memory; empty: it is empty
 * @param version up to which everything was told
 * @param isAnew whether this is the first part of all that there is
 * @param hasMore whether there is more to ask for
 * @param second of the epoch that the store takes for this one
 * @param entries names and entries; an empty one is not there
 */
record Answer(String born, String version, boolean isAnew, boolean hasMore, long second, Map<String, String> entries) {

	/** What a node says that knows nothing of the store yet. */
	static final Answer NONE = new Answer("-", "0", false, false, 0, Map.of());

	private static final int HEAD = 5;

	/**
	 * Reads an answer of the script.
	 * @throws StoreAway if it is none
	 */
	static Answer of(List<String> texts) throws StoreAway {
		if (texts.size() < HEAD || texts.size() % 2 != HEAD % 2 || texts.size() > Texts.MOST
				|| !texts.get(0).matches("\\d{0,20}") || !texts.get(1).matches("\\d{1,20}")
				|| !texts.get(2).matches("[01]") || !texts.get(3).matches("[01]")
				|| !texts.get(4).matches("\\d{1,12}")) {
			throw new StoreAway("it does not answer as the script does", null);
		}
		Map<String, String> entries = new LinkedHashMap<>();
		for (int i = HEAD; i < texts.size(); i += 2) {
			entries.put(texts.get(i), texts.get(i + 1));
		}
		return new Answer(texts.get(0), texts.get(1), texts.get(2).equals("1"), texts.get(3).equals("1"),
				Long.parseLong(texts.get(4)), entries);
	}

}
