package dev.gatehouse.accounts.account;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.idempotency.Idempotency;
import dev.gatehouse.service.idempotency.IdempotencyKey;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.revision.IfMatch;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over HTTP. */
@RestController
final class AccountController {

	private final Accounts accounts;

	private final Idempotency idempotency;

	AccountController(Accounts accounts, Idempotency idempotency) {
		this.accounts = accounts;
		this.idempotency = idempotency;
	}

	@GetMapping("/v1/accounts")
	Page<AccountView> list(Caller caller, PageRequest page) {
		return this.accounts.page(caller, page).map(AccountView::of);
	}

	@GetMapping("/v1/accounts/{accountId}")
	ResponseEntity<AccountView> show(Caller caller, @PathVariable UUID accountId) {
		Account account = this.accounts.show(caller, accountId);
		return ResponseEntity.ok().eTag(account.revision().tag()).body(AccountView.of(account));
	}

	@PostMapping("/v1/accounts")
	ResponseEntity<byte[]> open(Caller caller, IdempotencyKey key, @Valid @RequestBody AccountOrder order) {
		return this.idempotency.once(key, order, () -> opened(this.accounts.open(caller, order)));
	}

	@DeleteMapping("/v1/accounts/{accountId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void close(Caller caller, @PathVariable UUID accountId, Optional<IfMatch> condition) {
		this.accounts.close(caller, accountId, condition.orElse(IfMatch.ANY));
	}

	private static ResponseEntity<AccountView> opened(Account account) {
		return ResponseEntity.created(URI.create("/v1/accounts/" + account.id()))
			.eTag(account.revision().tag())
			.body(AccountView.of(account));
	}

}
