package dev.gatehouse.cards;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@CardsTest
class ListingTests {

	private final Partner partner;

	ListingTests(@LocalServerPort int port) {
		this.partner = new Partner(port);
	}

	@Test
	void partnerWithoutCardsHasOneEmptyPage() {
		Answer page = list("");
		assertThat(page.json().at("/items")).isEmpty();
		assertThat(page.json().has("nextCursor")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4, 5, 6 })
	void walkShowsEveryCardOnceNewestFirst(int limit) {
		List<String> issued = issue(5);
		Collections.reverse(issued);
		List<String> seen = new ArrayList<>();
		Answer page = list("?limit=" + limit);
		seen.addAll(ids(page));
		while (page.json().has("nextCursor")) {
			assertThat(ids(page)).hasSize(limit);
			page = list("?limit=" + limit + "&cursor=" + page.text("/nextCursor"));
			seen.addAll(ids(page));
		}
		assertThat(seen).isEqualTo(issued);
	}

	@Test
	void cardsIssuedDuringAWalkDoNotDisturbIt() {
		List<String> issued = issue(3);
		Answer first = list("?limit=2");
		issue(2);
		Answer second = list("?limit=2&cursor=" + first.text("/nextCursor"));
		assertThat(ids(first)).containsExactly(issued.get(2), issued.get(1));
		assertThat(ids(second)).containsExactly(issued.get(0));
	}

	@Test
	void listShowsACardAsItStands() {
		Answer blocked = this.partner.block(this.partner.issue(), "stolen");
		assertThat(list("").json().at("/items/0")).isEqualTo(blocked.json());
	}

	@ParameterizedTest
	@ValueSource(strings = { "?limit=0", "?limit=101", "?limit=x", "?limit=", "?cursor=" })
	void pageOutsideTheContractIsRefused(String query) {
		this.partner.get("/v1/cards" + query).invalid().send().expect(400, "request-invalid");
	}

	@Test
	void madeUpCursorIsRefused() {
		this.partner.get("/v1/cards?cursor=AAAA").send().expect(400, "request-invalid");
	}

	private Answer list(String query) {
		return this.partner.get("/v1/cards" + query).send().expect(200);
	}

	private List<String> issue(int count) {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ids.add(this.partner.issue().text("/cardId"));
		}
		return ids;
	}

	private static List<String> ids(Answer page) {
		return page.json().at("/items").valueStream().map((card) -> card.path("cardId").asString()).toList();
	}

}
