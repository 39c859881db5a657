package dev.gatehouse.loans.apply;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.loans.book.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LendingSettingsTests {

	private static final Duration MONTHS = Duration.ofDays(62);

	private static final Set<Currency> EUROS = Set.of(Currency.getInstance("EUR"));

	@ParameterizedTest
	@EnumSource
	void contractStatesTheBoundsOfEveryProduct(Product product) throws IOException {
		ProductBounds bounds = shipped().of(product);
		assertThat(contract())
			.contains("| %s | %s to %s | %d to %d | 0 to %s |".formatted(product.code(), bounds.minPrincipal(),
					bounds.maxPrincipal(), bounds.minMonths(), bounds.maxMonths(), bounds.maxRate()));
	}

	@Test
	void contractStatesCurrenciesAndFirstMonth() throws IOException {
		String currencies = shipped().currencies()
			.stream()
			.map(Currency::getCurrencyCode)
			.sorted()
			.collect(Collectors.joining(", ", "enum: [", "]"));
		assertThat(contract()).contains(currencies)
			.contains(shipped().longestFirstMonth().toDays() + " days after today at the latest");
	}

	@Test
	void everyProductNeedsItsBounds() {
		Map<Product, ProductBounds> products = new EnumMap<>(Product.class);
		for (Product product : Product.values()) {
			products.put(product, bounds("1", "2", 1, 480, "30"));
		}
		assertThat(new LendingSettings(EUROS, MONTHS, products).of(Product.BUSINESS)).isNotNull();
		products.remove(Product.BUSINESS);
		assertThatIllegalArgumentException().isThrownBy(() -> new LendingSettings(EUROS, MONTHS, products))
			.withMessageContaining("gatehouse.lending.products");
	}

	@Test
	void settingThatMakesNoSenseIsNamed() {
		Map<Product, ProductBounds> none = Map.of();
		assertThatIllegalArgumentException().isThrownBy(() -> new LendingSettings(Set.of(), MONTHS, none))
			.withMessageContaining("gatehouse.lending.currencies");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new LendingSettings(EUROS, Duration.ofDays(31).minusSeconds(1), none))
			.withMessageContaining("gatehouse.lending.longest-first-month");
	}

	@ParameterizedTest
	@CsvSource({ "0, 2, 1, 480, 30, principal", "3, 2, 1, 480, 30, principal", "1, 2, 0, 480, 30, months",
			"1, 2, 13, 12, 30, months", "1, 2, 1, 481, 30, months", "1, 2, 1, 480, -1, rate",
			"1, 2, 1, 480, 30.0001, rate" })
	void boundsThatExcludeEachOtherAreRefused(String min, String max, int from, int to, String rate, String what) {
		assertThatIllegalArgumentException().isThrownBy(() -> bounds(min, max, from, to, rate))
			.withMessageContaining(what);
	}

	private static ProductBounds bounds(String min, String max, int from, int to, String rate) {
		return new ProductBounds(new BigDecimal(min), new BigDecimal(max), from, to, new BigDecimal(rate));
	}

	private static String contract() throws IOException {
		return Files.readString(Path.of("../apis/loans.yaml"));
	}

	private static LendingSettings shipped() throws IOException {
		MutablePropertySources sources = new MutablePropertySources();
		new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yml"))
			.forEach(sources::addLast);
		return new Binder(ConfigurationPropertySources.from(sources)).bind("gatehouse.lending", LendingSettings.class)
			.get();
	}

}
