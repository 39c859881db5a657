package dev.gatehouse.loans.annuity;

import java.io.Serial;

/** No annuity rounded to the cent pays these terms down within their months. */
public final class NotAmortisingException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	NotAmortisingException(String why) {
		super(why);
	}

}
