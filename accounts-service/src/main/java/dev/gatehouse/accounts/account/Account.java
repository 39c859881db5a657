package dev.gatehouse.accounts.account;

import java.time.Instant;
import java.util.UUID;

import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.revision.Revision;

import org.springframework.http.HttpStatus;

/**
 * An account as it stands.
 *
 * @param owner the partner that opened it
 * @param overdraftLimit how far below zero the balance may go; zero or more
 * @param balance the sum of its ledger entries
 * @param version moves with every change
 */
public record Account(UUID id, String owner, String holder, Iban iban, Money overdraftLimit, Money balance,
		boolean isOpen, long version, Instant createdAt) {

	/** Names this state of the account. */
	public Revision revision() {
		return new Revision(this.version);
	}

	/** Refuses what only an open account takes. */
	public void requireOpen() {
		if (!this.isOpen) {
			throw Problem.of(HttpStatus.CONFLICT, "account-closed", "Account closed", "The account is closed.")
				.exception();
		}
	}

	/** How much can be debited now. */
	public Money available() {
		return this.balance.plus(this.overdraftLimit);
	}

}
