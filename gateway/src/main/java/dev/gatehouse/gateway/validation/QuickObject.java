package dev.gatehouse.gateway.validation;

import java.util.List;

/** An object whose members are known by name, and which has each of them once. */
final class QuickObject {

	static final QuickObject ANY = new QuickObject(List.of(), QuickRule.ANYTHING);

	/** Each is a bit of a long. */
	private static final int MOST_MEMBERS = Long.SIZE;

	private final Member[] members;

	private final QuickRule others;

	private final long required;

	/**
	 * Creates the rule.
	 * @param members the members that its schema knows
	 * @param others what any other member must be
	 */
	QuickObject(List<Member> members, QuickRule others) {
		this.members = members.toArray(Member[]::new);
		this.others = others;
		long bits = 0;
		for (int i = 0; i < this.members.length; i++) {
			bits |= this.members[i].required() ? 1L << i : 0;
		}
		this.required = bits;
	}

	/** Returns whether it accepts the object at which the reader stands. */
	boolean accepts(QuickJson json) {
		if (this.members.length > MOST_MEMBERS || !json.open()) {
			return false;
		}
		long seen = 0;
		if (json.next() != '}') {
			Names unknown = null;
			int index = 0;
			do {
				if (!json.name()) {
					return false;
				}
				int found = find(json, index);
				if (found < 0) {
					unknown = (unknown != null) ? unknown : new Names();
					if (this.others == QuickRule.NOTHING || !unknown.add(json) || !this.others.accepts(json)) {
						return false;
					}
				}
				else {
					if ((seen & 1L << found) != 0 || !this.members[found].rule().accepts(json)) {
						return false;
					}
					seen |= 1L << found;
					index = found + 1;
				}
			}
			while (json.another());
		}
		return (seen & this.required) == this.required && json.close('}');
	}

	/** Members mostly come in the schema's order. */
	private int find(QuickJson json, int guess) {
		for (int i = guess; i < this.members.length; i++) {
			if (json.isName(this.members[i].name())) {
				return i;
			}
		}
		for (int i = 0; i < guess; i++) {
			if (json.isName(this.members[i].name())) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * A member that a schema knows.
	 *
	 * @param name in UTF-8
	 * @param rule what it must be
	 * @param required whether it must be there
	 */
	record Member(byte[] name, QuickRule rule, boolean required) {

	}

	/** The names of one object that its schema does not know. */
	private static final class Names {

		/** Each is compared with those before it. */
		private static final int MOST = 32;

		private final long[] positions = new long[MOST];

		private int count;

		/** Returns whether the name is a new one, as far as is looked. */
		boolean add(QuickJson json) {
			for (int i = 0; i < this.count; i++) {
				if (json.isNameAt(this.positions[i])) {
					return false;
				}
			}
			if (this.count == MOST) {
				return false;
			}
			this.positions[this.count++] = json.nameAsPosition();
			return true;
		}

	}

}
