package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The issuer's public signature keys by id. */
final class KeySet {

	private static final int MOST_VALUES = 20_000;

	private static final int LONGEST_TEXT = 64 * 1024;

	private static final StrictJson JSON = new StrictJson(MOST_VALUES, LONGEST_TEXT);

	private final Map<String, IssuerKey> keys;

	private KeySet(Map<String, IssuerKey> keys) {
		this.keys = Map.copyOf(keys);
	}

	/**
	 * Reads a JWK set (RFC 7517, section 5).
	 * @throws ParseException if it is none, or holds no key that can be used
	 */
	static KeySet parse(byte[] json) throws ParseException {
		return of(JSON.read(json).get("keys"));
	}

	/**
	 * Reads the keys of a set. One that cannot be used is passed over, and two different
	 * keys of one id are both, since nobody knows which is meant.
	 * @throws ParseException if none can be used
	 */
	static KeySet of(@Nullable Object members) throws ParseException {
		if (!(members instanceof List<?> list)) {
			throw new ParseException("no key set", 0);
		}
		Map<String, IssuerKey> keys = new HashMap<>();
		Set<String> ambiguous = new HashSet<>();
		for (Object member : list) {
			IssuerKey key = read(member);
			if (key != null) {
				IssuerKey rival = keys.put(key.id(), key);
				if (rival != null && !rival.equals(key)) {
					ambiguous.add(key.id());
				}
			}
		}
		keys.keySet().removeAll(ambiguous);
		if (keys.isEmpty()) {
			throw new ParseException("no usable signature key", 0);
		}
		return new KeySet(keys);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable IssuerKey read(@Nullable Object member) {
		return (member instanceof Map<?, ?> map) ? KeyReader.read((Map<String, Object>) map) : null;
	}

	/**
	 * Returns this set with the very objects of another where they mean the same keys, or
	 * the other one itself if all of them do: a key that stays is the same object for as
	 * long as it stays.
	 */
	KeySet like(@Nullable KeySet other) {
		if (other == null) {
			return this;
		}
		Map<String, IssuerKey> same = new HashMap<>();
		for (IssuerKey key : this.keys.values()) {
			IssuerKey before = other.keys.get(key.id());
			same.put(key.id(), key.equals(before) ? before : key);
		}
		KeySet like = new KeySet(same);
		return (like.size() == other.size() && like.keys().stream().allMatch(other::holds)) ? other : like;
	}

	@Nullable IssuerKey find(@Nullable String id) {
		return (id != null) ? this.keys.get(id) : null;
	}

	/** Returns whether this very key is one of the set. */
	boolean holds(IssuerKey key) {
		return this.keys.get(key.id()) == key;
	}

	int size() {
		return this.keys.size();
	}

	Collection<IssuerKey> keys() {
		return this.keys.values();
	}

}
