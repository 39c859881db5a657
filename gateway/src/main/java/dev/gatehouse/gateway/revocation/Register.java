package dev.gatehouse.gateway.revocation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/*
 * Maps that are changed entry by entry instead of a new immutable set for each change: with a hundred thousand entries a
 * copy takes milliseconds, and a partner's tokens may be revoked one by one. No entry depends on another, so there is no
 * moment at which half of something could be seen.
 */
/**
 * What this node knows. Read by every request; changed by the thread that keeps it, and
 * by whoever revokes.
 */
final class Register implements Cutoffs {

	/** About twenty megabytes of heap. */
	static final int MOST = 100_000;

	private static final long SWEEP_SECONDS = 60;

	private final ConcurrentHashMap<String, Revocation> clients = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<String, Revocation> tokens = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<String, Revocation> keys = new ConcurrentHashMap<>();

	private final Map<Kind, ConcurrentHashMap<String, Revocation>> byKind = new EnumMap<>(
			Map.of(Kind.CLIENT, this.clients, Kind.TOKEN, this.tokens, Kind.KEY, this.keys));

	private volatile boolean known;

	private long changes;

	/** Of the thread that keeps the register. */
	private long swept;

	@Override
	public boolean areKnown() {
		return this.known;
	}

	/** From now on this is all there is, or was when it was last known. */
	void know() {
		this.known = true;
	}

	@Override
	public boolean concern(String client, String tokenId, String keyId, long issued) {
		return concerns(this.clients.get(client), issued) || concerns(this.tokens.get(tokenId), issued)
				|| concerns(this.keys.get(keyId), issued);
	}

	private static boolean concerns(@Nullable Revocation entry, long issued) {
		return entry != null && entry.concerns(issued);
	}

	@Nullable Revocation find(Subject subject) {
		return of(subject.kind()).get(subject.id());
	}

	/**
	 * Takes in what is told of a subject.
	 * @return what is now known of it
	 */
	synchronized Revocation merge(Revocation told) {
		Revocation before = find(told.subject());
		Revocation merged = told.merge(before);
		if (!merged.equals(before)) {
			of(told.subject().kind()).put(told.subject().id(), merged);
			this.changes++;
		}
		return merged;
	}

	/**
	 * Forgets what can no longer concern any token, now and then, and returns it.
	 */
	List<Revocation> sweep(long second) {
		if (Math.abs(second - this.swept) < SWEEP_SECONDS) {
			return List.of();
		}
		this.swept = second;
		List<Revocation> over = all().filter((entry) -> entry.isOver(second)).toList();
		over.forEach(this::forget);
		return over;
	}

	private synchronized void forget(Revocation entry) {
		if (of(entry.subject().kind()).remove(entry.subject().id(), entry)) {
			this.changes++;
		}
	}

	/** Returns a number that is another one after each change. */
	synchronized long changes() {
		return this.changes;
	}

	private ConcurrentHashMap<String, Revocation> of(Kind kind) {
		ConcurrentHashMap<String, Revocation> entries = this.byKind.get(kind);
		if (entries == null) {
			throw new IllegalStateException(kind.id());
		}
		return entries;
	}

	/** Returns all entries, the undone ones too. */
	Stream<Revocation> all() {
		return this.byKind.values().stream().flatMap((entries) -> entries.values().stream());
	}

	int size() {
		return this.clients.size() + this.tokens.size() + this.keys.size();
	}

	/** Returns what is in force at a second of the epoch. */
	List<Revocation> inForce(long second) {
		return all().filter((entry) -> entry.isInForce(second)).toList();
	}

	/** Returns how many of a kind are in force at a second of the epoch. */
	long count(Kind kind, long second) {
		return of(kind).values().stream().filter((entry) -> entry.isInForce(second)).count();
	}

}
