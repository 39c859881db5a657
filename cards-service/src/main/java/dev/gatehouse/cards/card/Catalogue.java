package dev.gatehouse.cards.card;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The terms of every product; none is without. */
public final class Catalogue {

	private final Map<Product, ProductTerms> terms;

	public Catalogue(Map<Product, ProductTerms> terms) {
		Set<Product> missing = EnumSet.allOf(Product.class);
		missing.removeAll(terms.keySet());
		if (!missing.isEmpty()) {
			throw new IllegalArgumentException("gatehouse.cards.products lacks " + missing);
		}
		this.terms = new EnumMap<>(terms);
	}

	public ProductTerms of(Product product) {
		ProductTerms found = this.terms.get(product);
		if (found == null) {
			throw new IllegalStateException("every product has terms");
		}
		return found;
	}

}
