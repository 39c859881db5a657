package dev.gatehouse.cards.api;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.cards.card.Card;
import dev.gatehouse.cards.desk.CardDesk;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.idempotency.Idempotency;
import dev.gatehouse.service.idempotency.IdempotencyKey;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.revision.IfMatch;
import dev.gatehouse.service.revision.Revision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operations of {@code apis/cards.yaml}. */
@RestController
@RequestMapping("/v1/cards")
final class CardController {

	private final CardDesk desk;

	private final Idempotency idempotency;

	private final Clock clock;

	CardController(CardDesk desk, Idempotency idempotency, Clock clock) {
		this.desk = desk;
		this.idempotency = idempotency;
		this.clock = clock;
	}

	@GetMapping
	Page<CardView> list(Caller caller, PageRequest page) {
		Instant now = this.clock.instant();
		return this.desk.list(caller, page).map((card) -> CardView.of(card, now));
	}

	@PostMapping
	ResponseEntity<byte[]> issue(Caller caller, IdempotencyKey key, @Valid @RequestBody IssueRequest request) {
		return this.idempotency.once(key, request, () -> {
			Card card = this.desk.issue(caller, request.order());
			return answer(ResponseEntity.created(URI.create("/v1/cards/" + card.id())), card);
		});
	}

	@GetMapping("/{cardId}")
	ResponseEntity<CardView> show(Caller caller, @PathVariable UUID cardId) {
		return answer(ResponseEntity.ok(), this.desk.show(caller, cardId));
	}

	@PostMapping("/{cardId}/block")
	ResponseEntity<CardView> block(Caller caller, @PathVariable UUID cardId, Optional<IfMatch> seen,
			@Valid @RequestBody BlockRequest request) {
		return answer(ResponseEntity.ok(), this.desk.block(caller, cardId, seen.orElse(IfMatch.ANY), request.reason()));
	}

	@PostMapping("/{cardId}/unblock")
	ResponseEntity<CardView> unblock(Caller caller, @PathVariable UUID cardId, Optional<IfMatch> seen) {
		return answer(ResponseEntity.ok(), this.desk.unblock(caller, cardId, seen.orElse(IfMatch.ANY)));
	}

	@PutMapping("/{cardId}/limit")
	ResponseEntity<CardView> limit(Caller caller, @PathVariable UUID cardId, IfMatch seen,
			@RequestBody @PositiveOrZero Money limit) {
		return answer(ResponseEntity.ok(), this.desk.limit(caller, cardId, seen, limit));
	}

	private ResponseEntity<CardView> answer(ResponseEntity.BodyBuilder answer, Card card) {
		Instant now = this.clock.instant();
		return answer.eTag(new Revision(card.revision(now)).tag()).body(CardView.of(card, now));
	}

}
