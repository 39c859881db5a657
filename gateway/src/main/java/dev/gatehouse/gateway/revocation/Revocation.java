package dev.gatehouse.gateway.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/*
 * All copies of an entry can be put together in any order and as often as one likes, and come to the same. For that it has to
 * say which revocations were undone, even if there is another since: a copy from before the undoing adds nothing. And two
 * revocations of which the later one is narrower both have to be kept, since an undoing may turn up that was made between
 * them. Nearly all entries are one decision, and hold nothing else.
 */
/**
 * One entry: something that is revoked, or was and no longer is. In doubt it is revoked.
 *
 * @param subject what it is of
 * @param revoked whether it is revoked; false: it was undone
 * @param stamp when that was decided last, in milliseconds of the epoch
 * @param before of a client: tokens issued before this second of the epoch are refused
 * @param until the second of the epoch after which no token is left that it could concern
 * @param by who says that he decided it last
 * @param several all decisions that matter, if it takes more than one to say the rest
 */
record Revocation(Subject subject, boolean revoked, long stamp, long before, long until, String by,
		List<Decision> several) {

	/** The end of the year 9999: whoever holds a key can always sign another token. */
	static final long FOREVER = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

	/** How much later than that it goes: clocks differ. */
	private static final long GRACE = 300;

	/** Whoever revokes what has more says the widest of them anew. */
	private static final int MANY = 8;

	private static final long YEAR = 366 * 86400L;

	/** Creates the entry of one decision. */
	Revocation(Subject subject, boolean revoked, long stamp, long before, long until, String by) {
		this(subject, List.of(new Decision(revoked, stamp, before, until, by)));
	}

	/** Creates the entry of decisions that all matter. */
	private Revocation(Subject subject, List<Decision> matters) {
		this(subject, matters.getFirst().revokes(), matters.getFirst().stamp(),
				matters.stream().mapToLong(Decision::before).max().orElse(0), end(matters), matters.getFirst().by(),
				(matters.size() > 1) ? matters : List.of());
	}

	private static long end(List<Decision> matters) {
		boolean revoked = matters.getFirst().revokes();
		return matters.stream()
			.filter((each) -> each.revokes() == revoked)
			.mapToLong(Decision::until)
			.max()
			.orElse(FOREVER);
	}

	private List<Decision> decisions() {
		return this.several.isEmpty()
				? List.of(new Decision(this.revoked, this.stamp, this.before, this.until, this.by)) : this.several;
	}

	private Revocation with(List<Decision> more) {
		List<Decision> all = new ArrayList<>(decisions());
		all.addAll(more);
		return new Revocation(this.subject, Decision.whatMatters(all));
	}

	/** Returns this, revoked now as well. */
	Revocation revoked(long stamp, long before, long until, String by) {
		boolean many = this.several.size() >= MANY;
		return with(List.of(new Decision(true, stamp, many ? Math.max(before, this.before) : before,
				many ? Math.max(until, this.until) : until, by)));
	}

	/** Returns this, undone. */
	Revocation undone(long stamp, String by) {
		// A key's entry would else be kept for ever.
		long until = (this.until < FOREVER) ? this.until : stamp / 1000 + YEAR;
		return with(List.of(new Decision(false, stamp, 0, until, by)));
	}

	/** Returns whether a token that was issued at this millisecond is refused. */
	boolean concerns(long issued) {
		return this.revoked && (this.subject.kind() != Kind.CLIENT || issued < this.before * 1000);
	}

	/** Returns whether it is one that can still concern a token. */
	boolean isInForce(long second) {
		return this.revoked && second <= this.until;
	}

	/** Returns whether it can be forgotten. */
	boolean isOver(long second) {
		return second > GRACE + this.several.stream().mapToLong(Decision::until).reduce(this.until, Math::max);
	}

	/** Returns what two copies come to. */
	Revocation merge(@Nullable Revocation other) {
		return (other == null || equals(other)) ? this : with(other.decisions());
	}

	/** Returns all but the subject, as it is in the store and on disk. */
	String text() {
		return String.join(" ", decisions().stream().map(Decision::text).toList());
	}

	/**
	 * Reads an entry.
	 * @return null if it is none
	 */
	static @Nullable Revocation of(String field, String text) {
		Subject subject = Subject.ofField(field);
		String[] words = text.split(" ", -1);
		if (subject == null || words.length % Decision.WORDS != 0) {
			return null;
		}
		List<Decision> decisions = new ArrayList<>();
		for (int i = 0; i < words.length; i += Decision.WORDS) {
			Decision decision = Decision.of(String.join(" ", Arrays.copyOfRange(words, i, i + Decision.WORDS)));
			if (decision == null) {
				return null;
			}
			decisions.add(decision);
		}
		return new Revocation(subject, Decision.whatMatters(decisions));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.revoked ? "revoked" : "undone").append(": ").append(this.subject);
		if (this.revoked && this.subject.kind() == Kind.CLIENT) {
			text.append(", issued before ").append(Instant.ofEpochSecond(this.before));
		}
		if (this.revoked && this.until < FOREVER) {
			text.append(", until ").append(Instant.ofEpochSecond(this.until));
		}
		return text.append(", by ").append(this.by).toString();
	}

}
