package dev.gatehouse.cli.matrix;

import java.util.Locale;

import dev.gatehouse.cli.terminal.Printable;

/**
 * Something that contracts, registry and realm should not say, alone or together.
 *
 * @param kind what it is
 * @param place where it stands
 * @param sentence what is wrong, without the place
 */
record Fault(Kind kind, Place place, String sentence) {

	@Override
	public String toString() {
		return Printable.text(this.place + ": " + this.sentence);
	}

	/** The kinds of faults. The names are stable: scripts read them in JSON. */
	enum Kind {

		OPEN_OPERATION,

		SCOPE_LESS_OPERATION,

		UNREACHABLE_OPERATION,

		UNNEEDED_SCOPE,

		NOT_GIVEN,

		TOKEN_REFUSED,

		ABOVE_CEILING,

		NOT_REGISTERED;

		/** The kind for programs. */
		String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
