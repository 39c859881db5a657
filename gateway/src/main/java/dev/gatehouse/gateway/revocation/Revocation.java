package dev.gatehouse.gateway.revocation;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/*
 * All copies of an entry can be put together in any order and as often as one likes, and come to the same: the later stamp
 * decides whether it is revoked or undone, two revocations make the wider one, and in doubt it is revoked. An undone entry
 * is kept for as long as a copy of the revocation could come back from somewhere.
 */
/**
 * One entry: something that is revoked, or was and no longer is.
 *
 * @param subject what it is of
 * @param revoked whether it is revoked; false: it was undone
 * @param stamp when that was decided, in milliseconds of the epoch; later than whatever
 * whoever decided knew of
 * @param before of a client: tokens issued before this second of the epoch are refused
 * @param until the second of the epoch after which no token is left that it could concern
 * @param by who says that he decided it
 */
record Revocation(Subject subject, boolean revoked, long stamp, long before, long until, String by) {

	/** The end of the year 9999: whoever holds a key can always sign another token. */
	static final long FOREVER = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

	/** How much later than that it goes: clocks differ. */
	private static final long GRACE = 300;

	private static final Pattern BY = Pattern.compile("[!-~]{1,64}");

	private static final Pattern TEXT = Pattern
		.compile("(revoked|undone) (\\d{1,15}) (\\d{1,12}) (\\d{1,12}) ([!-~]{1,64})");

	Revocation {
		if (!isName(by)) {
			throw new IllegalArgumentException("by is 1 to 64 printable characters without spaces");
		}
	}

	static boolean isName(String by) {
		return BY.matcher(by).matches();
	}

	/** Returns this, undone. */
	Revocation undone(long stamp, String by) {
		// A key's entry would else be kept for ever.
		long until = (this.until < FOREVER) ? this.until : stamp / 1000 + 366 * 86400L;
		return new Revocation(this.subject, false, stamp, this.before, until, by);
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
		return second > this.until + GRACE;
	}

	/** Returns what two copies come to. */
	Revocation merge(@Nullable Revocation other) {
		if (other == null) {
			return this;
		}
		if (this.revoked && other.revoked) {
			Revocation later = isLaterThan(other) ? this : other;
			return new Revocation(this.subject, true, later.stamp, Math.max(this.before, other.before),
					Math.max(this.until, other.until), later.by);
		}
		return isLaterThan(other) ? this : other;
	}

	private boolean isLaterThan(Revocation other) {
		if (this.stamp != other.stamp) {
			return this.stamp > other.stamp;
		}
		return (this.revoked != other.revoked) ? this.revoked : text().compareTo(other.text()) > 0;
	}

	/** Returns all but the subject, as it is in the store and on disk. */
	String text() {
		return (this.revoked ? "revoked " : "undone ") + this.stamp + ' ' + this.before + ' ' + this.until + ' '
				+ this.by;
	}

	/**
	 * Reads an entry.
	 * @return null if it is none
	 */
	static @Nullable Revocation of(String field, String text) {
		Subject subject = Subject.ofField(field);
		Matcher matcher = TEXT.matcher(text);
		if (subject == null || !matcher.matches()) {
			return null;
		}
		return new Revocation(subject, matcher.group(1).equals("revoked"), Long.parseLong(matcher.group(2)),
				Long.parseLong(matcher.group(3)), Long.parseLong(matcher.group(4)), matcher.group(5));
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
