package dev.gatehouse.accounts.account;

import java.time.Clock;
import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.revision.IfMatch;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.IdGenerator;

/**
 * The accounts of all partners, by the bank's rules. To a partner those of the others do
 * not exist.
 */
public final class Accounts {

	/**
	 * The largest overdraft that the bank grants, in minor units of whatever currency.
	 */
	private static final long LARGEST_OVERDRAFT = 100_000_000;

	private final AccountRepository accounts;

	private final TransactionOperations transaction;

	private final IdGenerator ids;

	private final Clock clock;

	Accounts(AccountRepository accounts, TransactionOperations transaction, IdGenerator ids, Clock clock) {
		this.accounts = accounts;
		this.transaction = transaction;
		this.ids = ids;
		this.clock = clock;
	}

	/** The account as it is now. */
	public Account show(Caller caller, UUID id) {
		return this.accounts.find(caller, id).orElseThrow(() -> Problem.notFound().exception());
	}

	/**
	 * The account, locked until the transaction ends: postings to one account come one
	 * after the other.
	 */
	public Account lock(Caller caller, UUID id) {
		return this.accounts.lock(caller, id).orElseThrow(() -> Problem.notFound().exception());
	}

	Page<Account> page(Caller caller, PageRequest page) {
		return this.accounts.page(caller, page);
	}

	/** Opens an account with a balance of zero. */
	Account open(Caller caller, AccountOrder order) {
		Money overdraft = order.overdraft();
		if (!overdraft.isIn(order.unit())) {
			throw Problem
				.of(HttpStatus.UNPROCESSABLE_CONTENT, "currency-mismatch", "Currency mismatch",
						"The overdraft limit is not in the account's currency.")
				.exception();
		}
		if (overdraft.signum() < 0 || overdraft.minor() > LARGEST_OVERDRAFT) {
			throw Problem.invalid("/overdraftLimit/amount", "bounds").exception();
		}
		Account account = new Account(this.ids.generateId(), caller.id(), order.holder(), this.accounts.nextIban(),
				overdraft, Money.zero(order.unit()), true, 1, this.clock.instant());
		this.accounts.insert(account);
		return account;
	}

	/**
	 * Closes an account for good, with a balance of zero, in a state that the caller has
	 * seen or does not mind.
	 */
	void close(Caller caller, UUID id, IfMatch condition) {
		this.transaction.executeWithoutResult((_) -> {
			Account account = lock(caller, id);
			condition.require(account.revision());
			account.requireOpen();
			if (account.balance().signum() != 0) {
				throw balanceNotZero(account);
			}
			this.accounts.close(account, this.clock.instant());
		});
	}

	private static RuntimeException balanceNotZero(Account account) {
		return Problem
			.of(HttpStatus.CONFLICT, "balance-not-zero", "Balance not zero",
					"An account is closed with a balance of zero.")
			.with("balance", account.balance())
			.exception();
	}

}
