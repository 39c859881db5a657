package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The states of an expression, each of which goes on at some ASCII characters or at none
 * (K. Thompson, Regular Expression Search Algorithm, 1968). Made from the end: what
 * follows is known.
 */
final class PatternStates {

	static final int END = 0;

	/** Stands for all characters that are not of ASCII. */
	static final int ANOTHER = 128;

	private static final int MOST = 2000;

	/** The table is made while a request waits for it. */
	private static final int MOST_STEPS = 50_000;

	private static final BitSet NONE = new BitSet();

	private final List<BitSet> characters = new ArrayList<>(List.of(NONE));

	private final List<int[]> following = new ArrayList<>(List.of(new int[0]));

	private int steps;

	/** Adds a state that goes on to the next at one of these characters. */
	int at(BitSet characters, int next) {
		return add(characters, next);
	}

	/** Adds a state that goes on to any of these by itself. */
	int any(int... next) {
		return add(NONE, next);
	}

	/** Has a state that was made before its followers go on to these by itself. */
	void goesOn(int state, int... next) {
		this.following.set(state, next);
	}

	private int add(BitSet characters, int... next) {
		if (this.characters.size() == MOST) {
			throw new IllegalArgumentException("too many states");
		}
		this.characters.add(characters);
		this.following.add(next);
		return this.characters.size() - 1;
	}

	/** Returns the characters at which a state goes on; empty: by itself. */
	List<BitSet> characters() {
		return this.characters;
	}

	/** Adds a state to others, with all to which it goes on by itself. */
	void reach(int state, BitSet reached) {
		step();
		if (!reached.get(state)) {
			reached.set(state);
			if (this.characters.get(state).isEmpty()) {
				for (int next : this.following.get(state)) {
					reach(next, reached);
				}
			}
		}
	}

	private void step() {
		if (++this.steps > MOST_STEPS) {
			throw new IllegalArgumentException("too many steps");
		}
	}

	/** Returns the states that are reached from these at a character. */
	BitSet after(BitSet states, int character) {
		BitSet reached = new BitSet();
		for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
			step();
			if (this.characters.get(state).get(character)) {
				reach(this.following.get(state)[0], reached);
			}
		}
		return reached;
	}

}
