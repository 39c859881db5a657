package dev.gatehouse.accounts.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;

import dev.gatehouse.accounts.account.Account;
import dev.gatehouse.accounts.account.Accounts;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.problem.Problem;

import org.springframework.http.HttpStatus;
import org.springframework.util.IdGenerator;

/**
 * Books on accounts, by the bank's rules. Money is never lost or made: postings to one
 * account wait for each other.
 */
final class Postings {

	/** A balance of this much or more is not kept on one account. */
	private static final BigDecimal LARGEST_BALANCE = BigDecimal.TEN.pow(12);

	private final Accounts accounts;

	private final LedgerRepository ledger;

	private final IdGenerator ids;

	private final Clock clock;

	Postings(Accounts accounts, LedgerRepository ledger, IdGenerator ids, Clock clock) {
		this.accounts = accounts;
		this.ledger = ledger;
		this.ids = ids;
		this.clock = clock;
	}

	Page<Entry> page(Caller caller, UUID accountId, PageRequest page) {
		Account account = this.accounts.show(caller, accountId);
		return this.ledger.page(account, page);
	}

	/** Books one entry, within the transaction of the caller's idempotency key. */
	Entry post(Caller caller, UUID accountId, PostingOrder order) {
		Account account = this.accounts.lock(caller, accountId);
		account.requireOpen();
		requireCurrency(account, order);
		requireCover(account, order);
		requireRoom(account, order);
		return this.ledger.book(account, this.ids.generateId(), order.signed(), order.reference(),
				this.clock.instant());
	}

	private static void requireCurrency(Account account, PostingOrder order) {
		if (!order.amount().isIn(account.balance().currency())) {
			throw refused("currency-mismatch", "Currency mismatch", "The amount is not in the account's currency.")
				.exception();
		}
	}

	/** In minor units: what is available may be more than one amount of money can be. */
	private static void requireCover(Account account, PostingOrder order) {
		long available = account.balance().minor() + account.overdraftLimit().minor();
		if (order.type() == PostingOrder.Type.DEBIT && available < order.amount().minor()) {
			throw refused("overdraft-exceeded", "Overdraft exceeded",
					"The debit would take the balance below the overdraft limit.")
				.with("available", account.available())
				.exception();
		}
	}

	private static void requireRoom(Account account, PostingOrder order) {
		BigDecimal after = account.balance().amount().add(order.signed().amount());
		if (after.compareTo(LARGEST_BALANCE) >= 0) {
			throw refused("balance-too-large", "Balance too large",
					"The credit would take the balance beyond what one account holds.")
				.exception();
		}
	}

	private static Problem refused(String name, String title, String detail) {
		return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, name, title, detail);
	}

}
