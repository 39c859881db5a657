package dev.gatehouse.gateway.partner;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The text of a registry, cut at its partners, so that each can be read by itself: the
 * tree of a hundred thousand would need more memory than a gateway has.
 *
 * @param text the whole
 * @param entries where the partners stand in it
 * @param rest the text without them, with as many lines
 */
record RegistryText(String text, List<Entry> entries, String rest) {

	/** What ends a line for YAML 1.1, and for nobody else. */
	private static final String OTHER_BREAKS = "\r\u0085\u2028\u2029";

	private static final String PARTNERS = "partners:";

	/**
	 * One partner, as a mapping of its name.
	 *
	 * @param from where it begins in the text
	 * @param to where it ends
	 * @param linesAbove the number of lines before it
	 */
	record Entry(int from, int to, int linesAbove) {

	}

	/**
	 * Cuts a text in which {@code partners} is a block mapping: its entries are the lines
	 * of one indentation, with the deeper ones below them. Whatever each of them is, they
	 * say the same one after the other as they do together.
	 * @return null if it is none of that kind
	 */
	static @Nullable RegistryText cut(String text) {
		for (int i = 0; i < OTHER_BREAKS.length(); i++) {
			if (text.indexOf(OTHER_BREAKS.charAt(i)) >= 0) {
				return null;
			}
		}
		return new Cut(text).cut();
	}

	String text(Entry entry) {
		return this.text.substring(entry.from(), entry.to());
	}

	/** The way through the lines. */
	private static final class Cut {

		private final String text;

		private final List<Entry> entries = new ArrayList<>();

		private final StringBuilder rest = new StringBuilder();

		private boolean inside;

		private boolean found;

		private int indent;

		private int begun = -1;

		private int begunAt;

		private int skipped;

		Cut(String text) {
			this.text = text;
		}

		@Nullable RegistryText cut() {
			int number = 0;
			for (int from = 0; from < this.text.length(); number++) {
				int end = this.text.indexOf('\n', from);
				int to = (end < 0) ? this.text.length() : end + 1;
				if (!isTaken(from, to, number)) {
					return null;
				}
				from = to;
			}
			end(this.text.length());
			return this.entries.isEmpty() ? null : new RegistryText(this.text, this.entries, this.rest.toString());
		}

		/** Returns whether the line is of a kind that is known. */
		private boolean isTaken(int from, int to, int number) {
			int first = from;
			while (first < to && this.text.charAt(first) == ' ') {
				first++;
			}
			char begin = (first < to) ? this.text.charAt(first) : '\n';
			if (begin == '\n' || begin == '#') {
				skipOrKeep(from, to);
				return true;
			}
			if (begin == '\t') {
				return false;
			}
			return (first == from) ? isTopLevel(from, to) : isBelow(from, to, first - from, number);
		}

		private void skipOrKeep(int from, int to) {
			if (this.begun >= 0) {
				this.skipped++;
			}
			else {
				keep(from, to);
			}
		}

		private boolean isTopLevel(int from, int to) {
			end(from);
			this.inside = this.text.startsWith(PARTNERS, from);
			keep(from, to);
			if (this.inside) {
				boolean again = this.found;
				this.found = true;
				this.indent = 0;
				return !again && this.text.substring(from + PARTNERS.length(), to).matches("\\s*(\\s#.*)?\n?");
			}
			return this.text.startsWith("plans:", from);
		}

		private boolean isBelow(int from, int to, int indent, int number) {
			if (!this.inside) {
				keep(from, to);
				return true;
			}
			if (this.indent == 0) {
				this.indent = indent;
			}
			this.skipped++;
			if (indent != this.indent) {
				return indent > this.indent;
			}
			end(from);
			this.begun = from;
			this.begunAt = number;
			return Character.isLetterOrDigit(this.text.charAt(from + indent));
		}

		private void end(int to) {
			if (this.begun >= 0) {
				this.entries.add(new Entry(this.begun, to, this.begunAt));
				this.begun = -1;
			}
		}

		/** Lines are only missed by lines that come after them. */
		private void keep(int from, int to) {
			this.rest.repeat('\n', this.skipped).append(this.text, from, to);
			this.skipped = 0;
		}

	}

}
