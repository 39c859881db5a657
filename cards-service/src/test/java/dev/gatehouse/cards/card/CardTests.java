package dev.gatehouse.cards.card;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.util.UUID;

import dev.gatehouse.cards.number.MaskedNumber;
import dev.gatehouse.service.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CardTests {

	private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

	private static final Instant LAST_MOMENT = Instant.parse("2029-11-30T23:59:59.999999Z");

	private static final Instant TOO_LATE = Instant.parse("2029-12-01T00:00:00Z");

	private static final ProductTerms TERMS = new ProductTerms(new BigDecimal("50.00"), new BigDecimal("10000"),
			Period.ofYears(3));

	private final Card card = issued("1500.00", "EUR");

	@Test
	void newCardIsActiveUntilTheTermsEnd() {
		assertThat(this.card.state(NOW)).isEqualTo(CardState.ACTIVE);
		assertThat(this.card.expires()).isEqualTo(YearMonth.of(2029, 11));
		assertThat(this.card.version()).isEqualTo(1);
		assertThat(this.card.issuedAt()).isEqualTo(NOW);
		assertThat(this.card.block()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "LOST,BLOCKED_FOR_GOOD", "STOLEN,BLOCKED_FOR_GOOD", "SUSPECTED_FRAUD,BLOCKED",
			"HOLDER_REQUEST,BLOCKED" })
	void reasonDecidesWhetherABlockIsForGood(BlockReason reason, CardState state) {
		Card blocked = this.card.block(reason, NOW);
		assertThat(blocked.state(NOW)).isEqualTo(state);
		assertThat(blocked.block()).isEqualTo(new Block(reason, NOW));
		assertThat(blocked.version()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void blockedCardIsNotBlockedAgain(BlockReason first) {
		Card blocked = this.card.block(first, NOW);
		assertRefused(CardRefusal.ALREADY_BLOCKED, () -> blocked.block(BlockReason.STOLEN, NOW));
	}

	@ParameterizedTest
	@EnumSource(names = { "SUSPECTED_FRAUD", "HOLDER_REQUEST" })
	void passingBlockIsUndone(BlockReason reason) {
		Card active = this.card.block(reason, NOW).unblock(NOW);
		assertThat(active.state(NOW)).isEqualTo(CardState.ACTIVE);
		assertThat(active.block()).isNull();
		assertThat(active.version()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(names = { "LOST", "STOLEN" })
	void cardBlockedForGoodStaysAsItIs(BlockReason reason) {
		Card blocked = this.card.block(reason, NOW);
		assertRefused(CardRefusal.BLOCKED_FOR_GOOD, () -> blocked.unblock(NOW));
		assertRefused(CardRefusal.BLOCKED_FOR_GOOD, () -> blocked.limitTo(eur("60.00"), TERMS, NOW));
	}

	@Test
	void activeCardIsNotUnblocked() {
		assertRefused(CardRefusal.NOT_BLOCKED, () -> this.card.unblock(NOW));
	}

	@Test
	void cardIsValidToTheLastMomentOfItsMonth() {
		assertThat(this.card.state(LAST_MOMENT)).isEqualTo(CardState.ACTIVE);
		assertThat(this.card.state(TOO_LATE)).isEqualTo(CardState.EXPIRED);
	}

	@Test
	void expiredCardIsNotChanged() {
		assertRefused(CardRefusal.EXPIRED, () -> this.card.block(BlockReason.LOST, TOO_LATE));
		assertRefused(CardRefusal.EXPIRED, () -> this.card.limitTo(eur("60.00"), TERMS, TOO_LATE));
	}

	@ParameterizedTest
	@EnumSource
	void blockedCardThatHasExpiredIsNotUnblocked(BlockReason reason) {
		Card blocked = this.card.block(reason, NOW);
		assertRefused(CardRefusal.EXPIRED, () -> blocked.unblock(TOO_LATE));
	}

	@Test
	void expiryIsSeenAsTheLastChange() {
		assertThat(this.card.revision(LAST_MOMENT)).isEqualTo(1);
		assertThat(this.card.revision(TOO_LATE)).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "50.00", "50", "9999.99", "10000.00" })
	void limitWithinTheBoundsIsTaken(String amount) {
		assertThat(this.card.limitTo(eur(amount), TERMS, NOW).monthlyLimit()).isEqualTo(eur(amount));
		assertThat(issued(amount, "EUR").monthlyLimit()).isEqualTo(eur(amount));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.00", "49.99", "10000.01", "999999999999.99" })
	void limitOutOfBoundsIsRefusedNamingThem(String amount) {
		LimitBounds bounds = new LimitBounds(eur("50.00"), eur("10000.00"));
		assertThatExceptionOfType(LimitRefused.class).isThrownBy(() -> this.card.limitTo(eur(amount), TERMS, NOW))
			.satisfies((ex) -> assertThat(ex.bounds()).contains(bounds));
		assertThatExceptionOfType(LimitRefused.class).isThrownBy(() -> issued(amount, "EUR"))
			.satisfies((ex) -> assertThat(ex.bounds()).contains(bounds));
	}

	@Test
	void limitInAnotherCurrencyIsRefused() {
		assertThatExceptionOfType(LimitRefused.class)
			.isThrownBy(() -> this.card.limitTo(Money.of("60.00", "USD"), TERMS, NOW))
			.satisfies((ex) -> assertThat(ex.bounds()).isEmpty());
		assertThatExceptionOfType(LimitRefused.class).isThrownBy(() -> issued("60.00", "USD"));
	}

	@Test
	void limitOfABlockedCardMayChangeAndKeepsTheBlock() {
		Card blocked = this.card.block(BlockReason.HOLDER_REQUEST, NOW);
		Card changed = blocked.limitTo(eur("60.00"), TERMS, NOW);
		assertThat(changed.block()).isEqualTo(blocked.block());
		assertThat(changed.version()).isEqualTo(3);
	}

	@Test
	void textOfACardHoldsNoName() {
		assertThat(this.card.toString()).doesNotContain("Lovelace");
	}

	private static Card issued(String amount, String currency) {
		CardOrder order = new CardOrder(Product.DEBIT, new HolderName("Ada Lovelace"), CardCurrency.EUR,
				Money.of(amount, currency));
		return Card.issue(new UUID(0, 1), order, TERMS, new MaskedNumber("4242"), NOW);
	}

	private static Money eur(String amount) {
		return Money.of(amount, "EUR");
	}

	private static void assertRefused(CardRefusal refusal, Runnable change) {
		assertThatExceptionOfType(CardRefused.class).isThrownBy(change::run)
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(refusal));
	}

}
