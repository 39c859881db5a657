package dev.gatehouse.cli.terminal;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a sentence for the user: the command prints it without a stack
 * trace and ends with 1.
 */
public class Complaint extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public Complaint(String sentence) {
		super(sentence);
	}

	public Complaint(String sentence, @Nullable Throwable cause) {
		super(sentence, cause);
	}

	/** The sentence. */
	public String sentence() {
		return String.valueOf(getMessage());
	}

}
