package dev.gatehouse.cards.desk;

import java.util.Locale;
import java.util.function.Supplier;

import dev.gatehouse.cards.card.CardRefusal;
import dev.gatehouse.cards.card.CardRefused;
import dev.gatehouse.cards.card.LimitRefused;
import dev.gatehouse.service.problem.Problem;

import org.springframework.http.HttpStatus;

/** From a broken rule of the domain to the problem that names it. */
final class Refusals {

	private Refusals() {
	}

	/** The outcome of a rule, its refusals as problems. */
	static <T> T named(Supplier<T> rule) {
		try {
			return rule.get();
		}
		catch (CardRefused ex) {
			throw problem(ex.refusal()).exception();
		}
		catch (LimitRefused ex) {
			throw problem(ex).exception();
		}
	}

	private static Problem problem(CardRefusal refusal) {
		return Problem.of(HttpStatus.CONFLICT, refusal.problem(), title(refusal.problem()), refusal.detail());
	}

	private static Problem problem(LimitRefused refused) {
		String name = refused.bounds().isPresent() ? "limit-out-of-bounds" : "currency-mismatch";
		Problem problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, name, title(name), refused.detail());
		return refused.bounds()
			.map((bounds) -> problem.with("minimum", bounds.minimum()).with("maximum", bounds.maximum()))
			.orElse(problem);
	}

	private static String title(String name) {
		String words = name.replace('-', ' ');
		return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
	}

}
