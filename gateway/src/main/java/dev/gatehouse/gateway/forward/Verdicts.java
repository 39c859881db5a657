package dev.gatehouse.gateway.forward;

import java.util.Locale;
import java.util.function.Predicate;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/*
 * The same few names come with every message, and deciding on one takes a hundred comparisons, so the last verdict on each
 * of a fixed number of hashes is kept. Verdicts are immutable; that threads may overwrite one another's costs a second look
 * at most.
 */
/** Which header fields pass, decided by their names in lower case and remembered. */
final class Verdicts {

	private final @Nullable Verdict[] seen = new @Nullable Verdict[256];

	private final Predicate<String> judge;

	private record Verdict(CharSequence name, boolean passes) {
	}

	Verdicts(Predicate<String> judge) {
		this.judge = judge;
	}

	/** Returns whether a field of this name passes, in whatever case it is written. */
	boolean passes(CharSequence name) {
		int place = AsciiString.hashCode(name) & (this.seen.length - 1);
		Verdict verdict = this.seen[place];
		if (verdict == null || !AsciiString.contentEqualsIgnoreCase(verdict.name(), name)) {
			verdict = new Verdict(name, this.judge.test(name.toString().toLowerCase(Locale.ROOT)));
			this.seen[place] = verdict;
		}
		return verdict.passes();
	}

}
