package dev.gatehouse.gateway.revocation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What one operator decided of a subject.
 *
 * @param revokes whether it is revoked; false: undone
 * @param stamp when, in milliseconds of the epoch; later than whatever whoever decided
 * knew of
 * @param before of a client: tokens issued before this second are refused; else, and of
 * what was undone, 0
 * @param until the second after which no token is left that it could concern
 * @param by who says that he decided it
 */
record Decision(boolean revokes, long stamp, long before, long until, String by) {

	/** How many words its text has. */
	static final int WORDS = 5;

	private static final Pattern BY = Pattern.compile("[!-~]{1,64}");

	private static final Pattern TEXT = Pattern
		.compile("(revoked|undone) (\\d{1,15}) (\\d{1,12}) (\\d{1,12}) ([!-~]{1,64})");

	/** The latest, and then the widest, comes first. */
	private static final Comparator<Decision> ORDER = Comparator.comparing(Decision::revokes)
		.thenComparingLong(Decision::stamp)
		.thenComparingLong(Decision::before)
		.thenComparingLong(Decision::until)
		.thenComparing(Decision::by)
		.reversed();

	/** When an undoing ends is not its own: see below. */
	private static final Comparator<Decision> LATEST = Comparator.comparingLong(Decision::stamp)
		.thenComparing(Decision::by);

	Decision {
		if (!isName(by)) {
			throw new IllegalArgumentException("by is 1 to 64 printable characters without spaces");
		}
		before = revokes ? before : 0;
	}

	static boolean isName(String by) {
		return BY.matcher(by).matches();
	}

	/**
	 * Returns what still matters, however it is put together: the last undoing, and the
	 * revocations that are not before it and in which nothing of a later one is lacking.
	 */
	static List<Decision> whatMatters(Collection<Decision> all) {
		if (all.size() == 1) {
			return List.copyOf(all);
		}
		Optional<Decision> undoing = all.stream().filter((each) -> !each.revokes).max(LATEST);
		long from = undoing.map(Decision::stamp).orElse(0L);
		List<Decision> matters = new ArrayList<>(all.stream()
			.filter((each) -> each.revokes && each.stamp >= from)
			.filter((each) -> all.stream().noneMatch(each::isWithin))
			.distinct()
			.sorted(ORDER)
			.toList());
		undoing.ifPresent((last) -> matters.add(last.until(longest(all))));
		return List.copyOf(matters);
	}

	/**
	 * Returns for how long a copy of any could come back. Whoever slept through the end
	 * of one without an end has a year.
	 */
	private static long longest(Collection<Decision> all) {
		return all.stream().mapToLong(Decision::until).filter((end) -> end < Revocation.FOREVER).max().orElse(0);
	}

	private Decision until(long end) {
		return new Decision(this.revokes, this.stamp, this.before, end, this.by);
	}

	/** Returns whether another revocation says all that this one says, and more. */
	private boolean isWithin(Decision other) {
		return other.revokes && this.stamp <= other.stamp && this.before <= other.before && this.until <= other.until
				&& ORDER.compare(this, other) > 0;
	}

	/** Returns it as it is in the store and on disk. */
	String text() {
		return (this.revokes ? "revoked " : "undone ") + this.stamp + ' ' + this.before + ' ' + this.until + ' '
				+ this.by;
	}

	/**
	 * Reads one.
	 * @return null if it is none
	 */
	static @Nullable Decision of(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		return new Decision(matcher.group(1).equals("revoked"), Long.parseLong(matcher.group(2)),
				Long.parseLong(matcher.group(3)), Long.parseLong(matcher.group(4)), matcher.group(5));
	}

}
