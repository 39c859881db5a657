package dev.gatehouse.cli.terminal;

/** Is told what each part of the bank is doing. Called from several threads. */
public interface Progress {

	/**
	 * A part has come to a new state.
	 * @param part the part's name
	 * @param state what it is doing now, as one would say it
	 */
	void state(String part, String state);

	/** For whoever does not look. */
	static Progress silent() {
		return (part, state) -> {
		};
	}

}
