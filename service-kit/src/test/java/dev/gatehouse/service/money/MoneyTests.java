package dev.gatehouse.service.money;

import java.util.Currency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MoneyTests {

	private static final Currency EUR = Currency.getInstance("EUR");

	private final JsonMapper json = JsonMapper.builder().build();

	@ParameterizedTest
	@CsvSource({ "10.5, EUR, 10.50 EUR", "10, EUR, 10.00 EUR", "10.00, JPY, 10 JPY", "1.125, BHD, 1.125 BHD",
			"-0.01, EUR, -0.01 EUR", "999999999999.99, EUR, 999999999999.99 EUR" })
	void amountHasTheDigitsOfItsCurrency(String amount, String currency, String exact) {
		assertThat(Money.of(amount, currency)).hasToString(exact);
	}

	@ParameterizedTest
	@CsvSource({ "10.505, EUR", "0.5, JPY", "1000000000000, EUR", "1e3, EUR", "+1, EUR", "01, EUR", ".5, EUR",
			"1., EUR", "'', EUR", "1, eur", "1, XXX", "1, QQQ", "NaN, EUR", "١, EUR" })
	void whatIsNoAmountIsRefused(String amount, String currency) {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.of(amount, currency));
	}

	@Test
	void sumsAreExact() {
		assertThat(Money.of("0.10", "EUR").plus(Money.of("0.20", "EUR"))).isEqualTo(Money.of("0.30", "EUR"));
		assertThat(Money.of("0.10", "EUR").minus(Money.of("0.20", "EUR"))).isEqualTo(Money.of("-0.10", "EUR"));
		assertThat(Money.of("0.10", "EUR").negated()).isEqualTo(Money.of("-0.10", "EUR"));
	}

	@Test
	void sumOutOfBoundsIsRefused() {
		Money most = Money.of("999999999999.99", "EUR");
		assertThatIllegalArgumentException().isThrownBy(() -> most.plus(Money.of("0.01", "EUR")));
	}

	@Test
	void currenciesDoNotMix() {
		Money euro = Money.of("1", "EUR");
		Money dollar = Money.of("1", "USD");
		assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(dollar));
		assertThatIllegalArgumentException().isThrownBy(() -> euro.minus(dollar));
		assertThatIllegalArgumentException().isThrownBy(() -> euro.compareTo(dollar));
	}

	@Test
	void minorUnitsLeadThereAndBack() {
		assertThat(Money.of("10.50", "EUR").minor()).isEqualTo(1050);
		assertThat(Money.ofMinor(1050, EUR)).isEqualTo(Money.of("10.50", "EUR"));
		assertThat(Money.ofMinor(7, Currency.getInstance("JPY"))).isEqualTo(Money.of("7", "JPY"));
		assertThat(Money.zero(EUR).signum()).isZero();
	}

	@Test
	void jsonHoldsTheAmountAsText() {
		String text = this.json.writeValueAsString(Money.of("10.5", "EUR"));
		assertThat(text).isEqualTo("{\"amount\":\"10.50\",\"currency\":\"EUR\"}");
		assertThat(this.json.readValue(text, Money.class)).isEqualTo(Money.of("10.50", "EUR"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"amount\":\"10.505\",\"currency\":\"EUR\"}", "{\"amount\":\"1\"}",
			"{\"currency\":\"EUR\"}", "\"1 EUR\"", "[]" })
	void jsonThatIsNoMoneyIsRefused(String text) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.json.readValue(text, Money.class));
	}

}
