package dev.gatehouse.accounts.ledger;

import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.idempotency.Idempotency;
import dev.gatehouse.service.idempotency.IdempotencyKey;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The ledger over HTTP. */
@RestController
final class LedgerController {

	private final Postings postings;

	private final Idempotency idempotency;

	LedgerController(Postings postings, Idempotency idempotency) {
		this.postings = postings;
		this.idempotency = idempotency;
	}

	@GetMapping("/v1/accounts/{accountId}/transactions")
	Page<EntryView> list(Caller caller, @PathVariable UUID accountId, PageRequest page) {
		return this.postings.page(caller, accountId, page).map(EntryView::of);
	}

	@PostMapping("/v1/accounts/{accountId}/transactions")
	ResponseEntity<byte[]> post(Caller caller, IdempotencyKey key, @PathVariable UUID accountId,
			@Valid @RequestBody PostingOrder order) {
		return this.idempotency.once(key, order, () -> ResponseEntity.status(HttpStatus.CREATED)
			.body(EntryView.of(this.postings.post(caller, accountId, order))));
	}

}
