package dev.gatehouse.cli.partner;

import java.io.Serial;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * Something was sent to Keycloak, and nobody knows whether it was or will be done. Any
 * other complaint of the Admin API means that it was not.
 */
final class OutcomeUnknown extends Complaint {

	@Serial
	private static final long serialVersionUID = 1L;

	OutcomeUnknown(String sentence, @Nullable Throwable cause) {
		super(sentence, cause);
	}

}
