package dev.gatehouse.cards;

import java.util.List;
import java.util.UUID;

import dev.gatehouse.service.contract.Answer;
import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@CardsTest
class OwnershipTests {

	private final Partner owner;

	private final Partner other;

	private final ContractClient nobody;

	OwnershipTests(@LocalServerPort int port) {
		this.owner = new Partner(port);
		this.other = new Partner(port);
		this.nobody = ContractClient.of("cards", port);
	}

	@Test
	void anotherPartnersCardIsNotFoundByAnyOperation() {
		Answer card = this.owner.issue();
		List<Answer> answers = List.of(this.other.show(card), this.other.block(card, "lost"), this.other.unblock(card),
				this.other.limit(card, "60.00"));
		assertThat(answers).allSatisfy((answer) -> answer.expect(404, "not-found"));
		assertThat(this.owner.show(card).text()).isEqualTo(card.text());
	}

	@Test
	void anotherPartnersCardIsAnsweredLikeNoCard() {
		String stolen = Partner.path(this.owner.issue());
		assertThat(withoutRequestId(this.other.get(stolen).send()))
			.isEqualTo(withoutRequestId(this.other.get("/v1/cards/" + UUID.randomUUID()).send()));
	}

	@Test
	void listShowsTheOwnersCardsOnly() {
		Answer card = this.owner.issue();
		assertThat(this.owner.get("/v1/cards").send().text("/items/0/cardId")).isEqualTo(card.text("/cardId"));
		assertThat(this.other.get("/v1/cards").send().json().at("/items")).isEmpty();
	}

	@Test
	void cursorIsOfNoUseToAnother() {
		this.owner.issue();
		this.owner.issue();
		String cursor = this.owner.get("/v1/cards?limit=1").send().text("/nextCursor");
		this.other.get("/v1/cards?cursor=" + cursor).send().expect(400, "request-invalid");
	}

	@Test
	void keyOfOnePartnerDoesNotMeetThatOfAnother() {
		String key = UUID.randomUUID().toString();
		Answer mine = this.owner.post("/v1/cards").key(key).json(Partner.ORDER).send().expect(201);
		Answer theirs = this.other.post("/v1/cards").key(key).json(Partner.ORDER).send().expect(201);
		assertThat(theirs.text("/cardId")).isNotEqualTo(mine.text("/cardId"));
	}

	@Test
	void callWithoutCallerIsRefused() {
		this.nobody.get("/v1/cards").send().expect(403, "no-caller");
	}

	@Test
	void callWithTwoCallersIsRefused() {
		this.nobody.get("/v1/cards")
			.header("X-Client-Id", "one")
			.header("X-Client-Id", "two")
			.send()
			.expect(403, "no-caller");
	}

	private static JsonNode withoutRequestId(Answer answer) {
		answer.expect(404);
		return answer.json().asObject().remove(List.of("requestId"));
	}

}
