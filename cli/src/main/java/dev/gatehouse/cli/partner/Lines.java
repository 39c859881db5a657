package dev.gatehouse.cli.partner;

/**
 * The lines of a text.
 *
 * @param text the text
 */
record Lines(String text) {

	/** How its first line ends; the others are taken to end alike. */
	String lineEnd() {
		int first = this.text.indexOf('\n');
		return (first > 0 && this.text.charAt(first - 1) == '\r') ? "\r\n" : "\n";
	}

	/** Where the line of a place begins. */
	int start(int place) {
		return this.text.lastIndexOf('\n', place - 1) + 1;
	}

	/**
	 * Where the lines of an entry end, its last word being at that place: after the
	 * comments below it that stand further in than its name.
	 */
	int behind(int place, int indent) {
		// A block scalar ends with its line.
		int end = (place > 0 && this.text.charAt(place - 1) == '\n') ? place : next(place);
		for (int line = end; line < this.text.length(); line = next(line)) {
			String words = this.text.substring(line, next(line));
			if (!words.isBlank() && (!words.stripLeading().startsWith("#") || indent(words) <= indent)) {
				break;
			}
			end = words.isBlank() ? end : next(line);
		}
		return end;
	}

	/** Whether the line before that place has no end: it is the last one. */
	boolean isOpen(int place) {
		return place == this.text.length() && !this.text.endsWith("\n");
	}

	private int next(int place) {
		int end = this.text.indexOf('\n', place);
		return (end < 0) ? this.text.length() : end + 1;
	}

	private static int indent(String line) {
		return line.length() - line.stripLeading().length();
	}

}
