package dev.gatehouse.cards.desk;

import java.util.Map;

import dev.gatehouse.cards.card.Catalogue;
import dev.gatehouse.cards.card.Product;
import dev.gatehouse.cards.card.ProductTerms;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What the bank offers. */
@ConfigurationProperties("gatehouse.cards")
record CardSettings(@DefaultValue Map<Product, ProductTerms> products) {

	CardSettings {
		products = Map.copyOf(products);
	}

	Catalogue catalogue() {
		return new Catalogue(this.products);
	}
}
