package dev.gatehouse.cards.desk;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Period;
import java.util.Map;

import dev.gatehouse.cards.CardsTest;
import dev.gatehouse.cards.card.Card;
import dev.gatehouse.cards.card.CardCurrency;
import dev.gatehouse.cards.card.CardOrder;
import dev.gatehouse.cards.card.Catalogue;
import dev.gatehouse.cards.card.HolderName;
import dev.gatehouse.cards.card.Product;
import dev.gatehouse.cards.card.ProductTerms;
import dev.gatehouse.cards.number.ScriptedMint;
import dev.gatehouse.cards.store.CardStore;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.IdGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@CardsTest
class NumberClashTests {

	private static final Caller CALLER = new Caller("number-clash");

	private static final CardOrder ORDER = new CardOrder(Product.DEBIT, new HolderName("Ada Lovelace"),
			CardCurrency.EUR, Money.of("100.00", "EUR"));

	@Autowired
	private CardStore store;

	@Autowired
	private Clock clock;

	@Autowired
	private IdGenerator ids;

	@Autowired
	private JdbcClient jdbc;

	@AfterEach
	void removeCards() {
		this.jdbc.sql("delete from card where client_id = :client").param("client", CALLER.id()).update();
	}

	@Test
	void numberThatIsTakenIsNotGivenAgain() {
		assertThat(issue(1).number()).hasToString("**** **** **** 1112");
		assertThat(issue(1, 1, 2).number()).hasToString("**** **** **** 2228");
	}

	@Test
	void searchForANumberEnds() {
		issue(1);
		assertThatIllegalStateException().isThrownBy(() -> issue(1)).withMessage("no free card number in 5 attempts");
	}

	private Card issue(int... digits) {
		ProductTerms terms = new ProductTerms(BigDecimal.ONE, BigDecimal.valueOf(100), Period.ofYears(1));
		Catalogue catalogue = new Catalogue(
				Map.of(Product.DEBIT, terms, Product.CREDIT, terms, Product.PREPAID, terms));
		return new CardDesk(this.store, ScriptedMint.of(digits), catalogue, this.clock, this.ids).issue(CALLER, ORDER);
	}

}
