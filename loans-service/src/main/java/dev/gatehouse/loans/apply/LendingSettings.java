package dev.gatehouse.loans.apply;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.gatehouse.loans.book.Product;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the bank lends.
 *
 * @param currencies in which it lends
 * @param longestFirstMonth from disbursement to the first due date, at most; whole days
 * @param products the bounds of every product
 */
@ConfigurationProperties("gatehouse.lending")
record LendingSettings(Set<Currency> currencies, Duration longestFirstMonth, Map<Product, ProductBounds> products) {

	LendingSettings {
		currencies = Set.copyOf(currencies);
		products = Map.copyOf(products);
		if (currencies.isEmpty()) {
			throw new IllegalArgumentException("gatehouse.lending.currencies must name a currency");
		}
		if (longestFirstMonth.toDays() < 31) {
			throw new IllegalArgumentException("gatehouse.lending.longest-first-month must be 31d or more");
		}
		if (!products.keySet().equals(EnumSet.allOf(Product.class))) {
			throw new IllegalArgumentException("gatehouse.lending.products must bound every product");
		}
	}

	ProductBounds of(Product product) {
		return Objects.requireNonNull(this.products.get(product));
	}

}
