package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;

/**
 * Reads an expression that holds for a whole text: characters, classes, groups,
 * alternatives and repetitions. What one character may be the expression itself is asked.
 */
final class PatternReader {

	private static final int ASCII = PatternStates.ANOTHER;

	private static final int UNBOUNDED = -1;

	private static final int MOST_REPETITIONS = 1000;

	private final String pattern;

	private final Map<String, BitSet> known = new HashMap<>();

	private final int end;

	private final PatternStates states;

	private int at;

	private PatternReader(String pattern, PatternStates states) {
		this.pattern = pattern;
		this.end = pattern.length() - 1;
		this.states = states;
		this.at = 1;
	}

	/**
	 * Makes the states of an expression.
	 * @return the first of them
	 * @throws IllegalArgumentException if it is none that is read here
	 */
	static int read(String pattern, PatternStates states) {
		if (pattern.length() < 2 || !pattern.startsWith("^") || !pattern.endsWith("$")) {
			throw unknown();
		}
		PatternReader reader = new PatternReader(pattern, states);
		Part whole = reader.sequence();
		if (reader.at != reader.end) {
			throw unknown();
		}
		return whole.before(PatternStates.END);
	}

	private static IllegalArgumentException unknown() {
		return new IllegalArgumentException("not known here");
	}

	/** Part of an expression: adds its states. */
	@FunctionalInterface
	private interface Part {

		/**
		 * Adds the states of this, with one that follows. Returns the first of them.
		 */
		int before(int next);

	}

	private boolean isNext(char c) {
		return this.at < this.end && this.pattern.charAt(this.at) == c;
	}

	private char take() {
		if (this.at >= this.end) {
			throw unknown();
		}
		return this.pattern.charAt(this.at++);
	}

	private Part alternatives() {
		List<Part> parts = new ArrayList<>(List.of(sequence()));
		while (isNext('|')) {
			take();
			parts.add(sequence());
		}
		return (next) -> this.states.any(parts.stream().mapToInt((part) -> part.before(next)).toArray());
	}

	private Part sequence() {
		List<Part> parts = new ArrayList<>();
		while (this.at < this.end && !isNext('|') && !isNext(')')) {
			parts.add(repeated(one()));
		}
		return (next) -> {
			int first = next;
			for (Part part : parts.reversed()) {
				first = part.before(first);
			}
			return first;
		};
	}

	private Part one() {
		int first = this.at;
		char c = take();
		return switch (c) {
			case '(' -> group();
			case '[' -> of(characters(first, characterClass()));
			case '\\' -> of(characters(first, escape()));
			case '.' -> of(characters(first, this.at));
			case '^', '$', '?', '*', '+', '{', ']', '}' -> throw unknown();
			default -> of(only(c));
		};
	}

	private Part of(BitSet characters) {
		return (next) -> this.states.at(characters, next);
	}

	private Part group() {
		if (isNext('?')) {
			take();
			if (take() != ':') {
				throw unknown();
			}
		}
		Part inner = alternatives();
		if (take() != ')') {
			throw unknown();
		}
		return inner;
	}

	private static BitSet only(char c) {
		BitSet characters = new BitSet();
		characters.set(Math.min(c, PatternStates.ANOTHER));
		return characters;
	}

	/** Returns the end of an escape that stands for one character. */
	private int escape() {
		char c = take();
		if (c == 'p' || c == 'P') {
			return property();
		}
		int more = switch (c) {
			case 'd', 'D', 'w', 'W', 's', 'S', 't', 'n', 'r', 'f' -> 0;
			case 'x' -> 2;
			case 'u' -> 4;
			default -> {
				if (Character.isLetterOrDigit(c)) {
					throw unknown();
				}
				yield 0;
			}
		};
		for (int i = 0; i < more; i++) {
			if (Character.digit(take(), 16) < 0) {
				throw unknown();
			}
		}
		return this.at;
	}

	/** One that is named by a single letter ends where nobody says so. */
	private int property() {
		if (take() != '{') {
			throw unknown();
		}
		char c;
		do {
			c = take();
		}
		while (c != '}');
		return this.at;
	}

	/** Returns the end of a class of characters that holds no other class. */
	private int characterClass() {
		if (isNext('^')) {
			take();
		}
		if (isNext(']')) {
			throw unknown();
		}
		while (true) {
			char c = take();
			if (c == ']') {
				return this.at;
			}
			if (c == '[') {
				throw unknown();
			}
			if (c == '\\') {
				escape();
			}
		}
	}

	/** Has the expression itself say which characters part of it stands for. */
	private BitSet characters(int from, int to) {
		return this.known.computeIfAbsent(this.pattern.substring(from, to), (part) -> {
			RegularExpression expression = JDKRegularExpressionFactory.getInstance()
				.getRegularExpression("^" + part + "$");
			BitSet characters = new BitSet();
			for (char c = 0; c < ASCII; c++) {
				characters.set(c, expression.matches(String.valueOf(c)));
			}
			characters.set(PatternStates.ANOTHER, characters.isEmpty());
			return characters;
		});
	}

	private Part repeated(Part part) {
		if (this.at >= this.end) {
			return part;
		}
		int least;
		int most;
		switch (this.pattern.charAt(this.at)) {
			case '?' -> {
				least = 0;
				most = 1;
			}
			case '*' -> {
				least = 0;
				most = UNBOUNDED;
			}
			case '+' -> {
				least = 1;
				most = UNBOUNDED;
			}
			case '{' -> {
				take();
				least = number();
				most = isNext(',') ? upTo() : least;
			}
			default -> {
				return part;
			}
		}
		take();
		// More than one sign has a meaning of its own.
		if (isNext('?') || isNext('*') || isNext('+') || isNext('{') || (most != UNBOUNDED && most < least)) {
			throw unknown();
		}
		return (next) -> repeat(part, least, most, next);
	}

	private int upTo() {
		take();
		return isNext('}') ? UNBOUNDED : number();
	}

	private int number() {
		int number = 0;
		int first = this.at;
		while (this.at < this.end && this.pattern.charAt(this.at) >= '0' && this.pattern.charAt(this.at) <= '9') {
			number = number * 10 + (take() - '0');
			if (number > MOST_REPETITIONS) {
				throw unknown();
			}
		}
		if (this.at == first || (!isNext(',') && !isNext('}'))) {
			throw unknown();
		}
		return number;
	}

	private int repeat(Part part, int least, int most, int next) {
		int first = next;
		if (most == UNBOUNDED) {
			first = this.states.any(next);
			this.states.goesOn(first, part.before(first), next);
		}
		for (int i = least; i < most; i++) {
			first = this.states.any(part.before(first), next);
		}
		for (int i = 0; i < least; i++) {
			first = part.before(first);
		}
		return first;
	}

}
