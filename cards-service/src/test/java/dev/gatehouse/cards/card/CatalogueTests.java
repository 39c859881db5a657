package dev.gatehouse.cards.card;

import java.math.BigDecimal;
import java.time.Period;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CatalogueTests {

	private static final ProductTerms TERMS = terms("1.00", "2.00", "P1M");

	@Test
	void everyProductHasItsTerms() {
		ProductTerms credit = terms("1.00", "3.00", "P1M");
		Catalogue catalogue = new Catalogue(
				Map.of(Product.DEBIT, TERMS, Product.CREDIT, credit, Product.PREPAID, TERMS));
		assertThat(catalogue.of(Product.CREDIT)).isEqualTo(credit);
		assertThat(catalogue.of(Product.DEBIT)).isEqualTo(TERMS);
	}

	@Test
	void productWithoutTermsIsRefusedByName() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Catalogue(Map.of(Product.DEBIT, TERMS, Product.CREDIT, TERMS)))
			.withMessageContaining("gatehouse.cards.products")
			.withMessageContaining("PREPAID");
	}

	@ParameterizedTest
	@CsvSource({ "0,2,P1M,least-limit", "-1,2,P1M,least-limit", "0.001,2,P1M,least-limit", "2,1.99,P1M,greatest-limit",
			"1,2.001,P1M,greatest-limit", "1,2,P0M,valid-for", "1,2,P30D,valid-for", "1,2,P1M1D,valid-for" })
	void senselessTermsAreRefusedNamingTheSetting(String least, String greatest, String validFor, String setting) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> terms(least, greatest, validFor))
			.withMessageStartingWith(setting);
	}

	@Test
	void leastAndGreatestMayBeTheSame() {
		assertThat(terms("2.00", "2.00", "P1Y").validFor()).isEqualTo(Period.ofYears(1));
	}

	private static ProductTerms terms(String least, String greatest, String validFor) {
		return new ProductTerms(new BigDecimal(least), new BigDecimal(greatest), Period.parse(validFor));
	}

}
