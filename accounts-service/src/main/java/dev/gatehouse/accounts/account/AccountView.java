package dev.gatehouse.accounts.account;

import java.time.Instant;
import java.util.UUID;

import dev.gatehouse.service.money.Money;

/** An account as a partner sees it. */
record AccountView(UUID accountId, String holder, String iban, String currency, Money balance, Money overdraftLimit,
		String status, Instant openedAt) {

	static AccountView of(Account account) {
		return new AccountView(account.id(), account.holder(), account.iban().value(),
				account.balance().currency().getCurrencyCode(), account.balance(), account.overdraftLimit(),
				account.isOpen() ? "open" : "closed", account.createdAt());
	}

}
