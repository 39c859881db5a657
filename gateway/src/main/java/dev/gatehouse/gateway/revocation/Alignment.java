package dev.gatehouse.gateway.revocation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.store.StoreAway;
import org.jspecify.annotations.Nullable;

/*
 * After every new connection, and when the store has lost its memory, everything is compared, and either side is given what
 * it lacks. So a store that was flushed, fell back to an older copy, or was away while something was revoked here, is made
 * good by the same few lines. What was undone is an entry as well and travels the same way: nothing comes back that was
 * undone. Otherwise only what is new is asked for.
 */
/**
 * Makes the register and the store say the same. Belongs to the thread that keeps them.
 */
final class Alignment {

	/** Keeps the store for a few milliseconds. */
	private static final int AT_ONCE = 1000;

	private static final int MOST_ROUNDS = 1000;

	private static final int MOST_ATTEMPTS = 50;

	private final Register register;

	private final RevocationStore store;

	private final InstantSource clock;

	private final RevocationsLog log;

	private final Map<String, Put> due = new LinkedHashMap<>();

	/** What the store has, while everything is compared. */
	private @Nullable Set<String> present;

	private Answer last = Answer.NONE;

	private long ahead;

	Alignment(Register register, RevocationStore store, InstantSource clock, RevocationsLog log) {
		this.register = register;
		this.store = store;
		this.clock = clock;
		this.log = log;
	}

	/** Has everything compared the next time. */
	void begin() {
		this.last = Answer.NONE;
		this.due.clear();
		this.present = null;
	}

	/** Exchanges until there is nothing to be told on either side. */
	void align() throws StoreAway {
		for (int i = 0; i < MOST_ROUNDS; i++) {
			exchange(next());
			if (this.due.isEmpty() && !this.last.hasMore()) {
				return;
			}
		}
		throw new StoreAway("it never comes to rest", null);
	}

	private List<Put> next() {
		List<Put> puts = new ArrayList<>();
		Iterator<Put> due = this.due.values().iterator();
		while (due.hasNext() && puts.size() < AT_ONCE) {
			puts.add(due.next());
			due.remove();
		}
		return puts;
	}

	private Answer exchange(List<Put> puts) throws StoreAway {
		this.last = this.store.exchange(this.last, puts);
		this.ahead = Math.max(0, Math.floorDiv(this.clock.millis(), 1000L) - this.last.second());
		take(this.last);
		return this.last;
	}

	private void take(Answer answer) {
		if (answer.isAnew()) {
			this.present = new HashSet<>();
		}
		Set<String> present = this.present;
		if (present != null) {
			answer.entries().forEach((name, text) -> present.add(name));
		}
		List<Revocation> learned = new ArrayList<>();
		long now = second();
		answer.entries().forEach((name, text) -> {
			Revocation told = Revocation.of(name, text);
			if (told != null && !told.isOver(now)) {
				take(name, text, told, learned);
			}
			else if (told != null) {
				this.due.put(name, new Put(name, text, ""));
			}
			else if (!text.isEmpty()) {
				this.log.unreadable(name);
			}
			else {
				giveBack(name, Subject.ofField(name));
			}
		});
		if (present != null && !answer.hasMore()) {
			this.register.all()
				.filter((entry) -> !present.contains(entry.subject().field()))
				.forEach((entry) -> giveBack(entry.subject().field(), entry.subject()));
			this.present = null;
		}
		this.log.learned(learned);
	}

	private void take(String name, String text, Revocation told, List<Revocation> learned) {
		Revocation before = this.register.find(told.subject());
		Revocation merged = this.register.merge(told);
		if (!merged.equals(before)) {
			learned.add(merged);
		}
		if (!merged.equals(told)) {
			this.due.put(name, new Put(name, text, merged.text()));
		}
	}

	private void giveBack(String name, @Nullable Subject subject) {
		Revocation mine = (subject != null) ? this.register.find(subject) : null;
		if (mine != null && !mine.isOver(second())) {
			this.due.put(name, new Put(name, "", mine.text()));
		}
	}

	/**
	 * Returns the second up to which entries may be over: a gateway whose clock is ahead
	 * of the store's must not take from the others what they need.
	 */
	long second() {
		return Math.floorDiv(this.clock.millis(), 1000L) - this.ahead;
	}

	/** Has the store forget with the next exchange what is over. */
	void forget(List<Revocation> over) {
		over.forEach((entry) -> {
			String name = entry.subject().field();
			this.due.put(name, new Put(name, entry.text(), ""));
		});
	}

	/**
	 * Makes a change that is in force here the store's, whoever else changes the same.
	 * @param held what was known here before
	 * @param mine what the change made of it
	 * @return what is in force in the end
	 */
	Revocation put(Change change, @Nullable Revocation held, Revocation mine) throws StoreAway, ManagementProblem {
		String name = change.subject().field();
		String expected = (held != null) ? held.text() : "";
		Revocation wanted = mine;
		for (int i = 0; i < MOST_ATTEMPTS; i++) {
			String told = exchange(List.of(new Put(name, expected, wanted.text()))).entries().getOrDefault(name, "");
			if (told.equals(wanted.text())) {
				return wanted;
			}
			this.due.remove(name);
			expected = told;
			Revocation now = this.register.find(change.subject());
			wanted = (now != null && change.isDoneBy(now)) ? now
					: this.register.merge(change.on(now, this.clock.millis()));
		}
		throw new StoreAway("others change the same without end", null);
	}

}
