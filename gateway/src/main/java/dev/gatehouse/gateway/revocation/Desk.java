package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/*
 * A token says in whole seconds when it was issued. One that is issued in the very second of a revocation may be from before
 * or after it, and is refused; the next one is good a second later.
 */
/** Takes operators' wishes and tells what is in force. */
final class Desk {

	private final Register register;

	private final Keeper keeper;

	private final TokenLife life;

	private final Predicate<String> isRegistered;

	private final InstantSource clock;

	/**
	 * @param isRegistered whether a client is a partner
	 */
	Desk(Register register, Keeper keeper, TokenLife life, Predicate<String> isRegistered, InstantSource clock) {
		this.register = register;
		this.keeper = keeper;
		this.life = life;
		this.isRegistered = isRegistered;
		this.clock = clock;
	}

	/**
	 * Revokes. Ends with what the answer is made of.
	 * @param source who asks, for the log
	 */
	CompletableFuture<Map<String, Object>> revoke(Wish wish, String source) throws ManagementProblem {
		return this.keeper.change(revoking(wish), source).thenApply((outcome) -> {
			Map<String, Object> members = new LinkedHashMap<>();
			members.put("revocation", members(outcome.entry()));
			if (wish.subject().kind() == Kind.CLIENT) {
				members.put("registered", this.isRegistered.test(wish.subject().id()));
			}
			return with(outcome, members);
		});
	}

	private Change revoking(Wish wish) throws ManagementProblem {
		Instant now = this.clock.instant();
		Kind kind = wish.subject().kind();
		long before = (kind == Kind.CLIENT) ? before(wish, now) : 0;
		long until = switch (kind) {
			case CLIENT -> this.life.end(before);
			// It may have been issued by a clock that is ahead of this one.
			case TOKEN -> this.life.end(now.getEpochSecond() + 1 + this.life.skew().toSeconds());
			case KEY -> Revocation.FOREVER;
		};
		if (until <= now.getEpochSecond()) {
			throw ManagementProblem.badRequest("No token is left that was issued before issuedBefore.");
		}
		return new Change(wish.subject(), true, before, until, wish.by());
	}

	private long before(Wish wish, Instant now) throws ManagementProblem {
		Instant time = wish.issuedBefore();
		if (time == null) {
			return now.getEpochSecond() + 1;
		}
		if (time.isAfter(now.plus(this.life.skew()))) {
			throw ManagementProblem
				.badRequest("issuedBefore has not come yet. To shut a partner out from now on, suspend it.");
		}
		if (time.isBefore(Instant.EPOCH)) {
			throw ManagementProblem.badRequest("No token is left that was issued before issuedBefore.");
		}
		return time.plus(Duration.ofNanos(999_999_999)).getEpochSecond();
	}

	/** Undoes a revocation. Ends with what the answer is made of. */
	CompletableFuture<Map<String, Object>> undo(Wish wish, String source) {
		Change change = new Change(wish.subject(), false, 0, 0, wish.by());
		return this.keeper.change(change, source).thenApply((outcome) -> {
			Map<String, Object> members = new LinkedHashMap<>();
			members.put("undone", named(outcome.entry().subject()));
			return with(outcome, members);
		});
	}

	private static Map<String, Object> with(Outcome outcome, Map<String, Object> members) {
		members.put("store", outcome.store().id());
		members.put("kept", outcome.isKept());
		return members;
	}

	/** Returns what is in force, the latest first, and how far that can be relied on. */
	Map<String, Object> list() {
		List<Map<String, Object>> entries = this.register.inForce(this.clock.millis() / 1000)
			.stream()
			.sorted(Comparator.comparingLong(Revocation::stamp).reversed())
			.map(Desk::members)
			.toList();
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("revocations", entries);
		members.put("known", this.register.areKnown());
		members.put("store", this.keeper.store().id());
		double age = this.keeper.ageSeconds();
		if (!Double.isNaN(age)) {
			members.put("ageSeconds", age);
		}
		return members;
	}

	private static Map<String, Object> members(Revocation entry) {
		Map<String, Object> members = named(entry.subject());
		if (entry.subject().kind() == Kind.CLIENT) {
			members.put("issuedBefore", Instant.ofEpochSecond(entry.before()).toString());
		}
		if (entry.until() < Revocation.FOREVER) {
			members.put("until", Instant.ofEpochSecond(entry.until()).toString());
		}
		members.put("since", Instant.ofEpochMilli(entry.stamp()).toString());
		members.put("by", entry.by());
		return members;
	}

	private static Map<String, Object> named(Subject subject) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("kind", subject.kind().id());
		members.put("id", subject.id());
		return members;
	}

}
