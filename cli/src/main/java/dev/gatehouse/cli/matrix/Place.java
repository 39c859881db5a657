package dev.gatehouse.cli.matrix;

/**
 * Where something stands.
 *
 * @param source a file as the user knows it, or an address
 * @param line its line, from 1; 0 where there are no lines
 */
record Place(String source, int line) {

	/** A whole source. */
	static Place of(String source) {
		return new Place(source, 0);
	}

	@Override
	public String toString() {
		return (this.line > 0) ? this.source + ":" + this.line : this.source;
	}

}
