package dev.gatehouse.loans.repay;

import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.idempotency.Idempotency;
import dev.gatehouse.service.idempotency.IdempotencyKey;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes payments. */
@RestController
final class RepaymentController {

	private final Repayments repayments;

	private final Idempotency idempotency;

	RepaymentController(Repayments repayments, Idempotency idempotency) {
		this.repayments = repayments;
		this.idempotency = idempotency;
	}

	@PostMapping("/v1/loans/{loanId}/repayments")
	ResponseEntity<byte[]> repay(Caller caller, IdempotencyKey key, @PathVariable UUID loanId,
			@Valid @RequestBody RepaymentOrder order) {
		return this.idempotency.once(key, order,
				() -> ResponseEntity.status(HttpStatus.CREATED).body(this.repayments.book(caller, loanId, order)));
	}

}
