package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An expression as a table with a row for each set of states in which it may be: one step
 * for each character, however it is written. For texts of ASCII characters.
 */
final class PatternTable {

	private static final int ASCII = PatternStates.ANOTHER;

	/** A text of a length that is bounded higher is tried as ever. */
	private static final int MOST_STATES = 512;

	private static final short NOWHERE = -1;

	/** Of each character, which column is for it. */
	private final byte[] kinds = new byte[ASCII];

	private final short[] table;

	private final BitSet accepting = new BitSet();

	private final int columns;

	private PatternTable(PatternStates states, int first) {
		List<Integer> examples = findKinds(states);
		this.columns = examples.size();
		this.table = table(states, first, examples);
	}

	/** Returns the table of an expression, or null if it has none. */
	static @Nullable PatternTable of(String pattern) {
		try {
			PatternStates states = new PatternStates();
			return new PatternTable(states, PatternReader.read(pattern, states));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/** Characters at which each state does the same are of one kind. */
	private List<Integer> findKinds(PatternStates states) {
		List<BitSet> different = states.characters().stream().distinct().toList();
		Map<BitSet, Integer> known = new HashMap<>();
		List<Integer> examples = new ArrayList<>();
		for (int c = 0; c < ASCII; c++) {
			BitSet going = new BitSet();
			for (int i = 0; i < different.size(); i++) {
				going.set(i, different.get(i).get(c));
			}
			if (known.putIfAbsent(going, examples.size()) == null) {
				examples.add(c);
			}
			this.kinds[c] = known.get(going).byteValue();
		}
		return examples;
	}

	private short[] table(PatternStates states, int first, List<Integer> examples) {
		BitSet begin = new BitSet();
		states.reach(first, begin);
		List<BitSet> rows = new ArrayList<>(List.of(begin));
		Map<BitSet, Short> known = new HashMap<>(Map.of(begin, (short) 0, new BitSet(), NOWHERE));
		short[] table = new short[0];
		for (int row = 0; row < rows.size(); row++) {
			table = Arrays.copyOf(table, (row + 1) * this.columns);
			this.accepting.set(row, rows.get(row).get(PatternStates.END));
			for (int column = 0; column < this.columns; column++) {
				BitSet next = states.after(rows.get(row), examples.get(column));
				if (!known.containsKey(next)) {
					if (rows.size() == MOST_STATES) {
						throw new IllegalArgumentException("too many states");
					}
					known.put(next, (short) rows.size());
					rows.add(next);
				}
				table[row * this.columns + column] = known.get(next);
			}
		}
		return table;
	}

	/** Returns whether the expression surely matches. */
	boolean accepts(String text) {
		int row = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			row = (c < ASCII) ? this.table[row * this.columns + this.kinds[c]] : NOWHERE;
			if (row == NOWHERE) {
				return false;
			}
		}
		return this.accepting.get(row);
	}

}
