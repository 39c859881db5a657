package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One parameter that an operation declares.
 *
 * @param in where it stands in a request
 * @param name its name
 * @param required whether it must be there
 * @param mayBeEmpty whether its empty text is right whatever the rule says
 * @param values how many values it has, and how they are divided
 * @param rule what each of them, or all together, must be
 */
record Parameter(In in, String name, boolean required, boolean mayBeEmpty, Values values, TextRule rule) {

	/** Where a parameter stands. */
	enum In {

		QUERY, HEADER, PATH

	}

	/** How a parameter's values are written (OpenAPI 3.1, section 4.8.12.3). */
	enum Values {

		/** There is one. */
		ONE,

		/** Divided by commas: {@code form} not exploded, and {@code simple}. */
		COMMAS,

		/** The name again for each: {@code form} exploded. */
		REPEATED

	}

	String pointer() {
		return this.in.name().toLowerCase(Locale.ROOT) + "/" + this.name;
	}

	/** Checks the text of a parameter as it stands in a request. */
	void check(String text, int from, int to, Findings findings) {
		if (this.values == Values.COMMAS) {
			checkCommas(text, from, to, findings);
		}
		else if (isEncoded(text, from, to)) {
			String decoded = decode(text, from, to);
			found((decoded != null) ? broken(decoded, 0, decoded.length()) : "encoding", findings);
		}
		else {
			found(broken(text, from, to), findings);
		}
	}

	/** Checks the values of a list, decoded. */
	void checkList(List<String> texts, Findings findings) {
		found(((SchemaRule) this.rule).broken(texts), findings);
	}

	/** A comma that is encoded divides nothing. */
	private void checkCommas(String text, int from, int to, Findings findings) {
		List<String> texts = new ArrayList<>();
		for (String part : text.substring(from, to).split(",", -1)) {
			String decoded = decode(part, 0, part.length());
			if (decoded == null) {
				found("encoding", findings);
				return;
			}
			texts.add((this.in == In.HEADER) ? decoded.strip() : decoded);
		}
		checkList(texts, findings);
	}

	private boolean isEncoded(String text, int from, int to) {
		return this.in != In.HEADER && PercentCode.isEncoded(text, from, to);
	}

	@Nullable String decode(String text, int from, int to) {
		return switch (this.in) {
			case QUERY -> PercentCode.decodeQuery(text, from, to);
			case PATH -> PercentCode.decodePath(text, from, to);
			case HEADER -> text.substring(from, to);
		};
	}

	private @Nullable String broken(String text, int from, int to) {
		return (from == to && this.mayBeEmpty) ? null : this.rule.broken(text, from, to);
	}

	void found(@Nullable String rule, Findings findings) {
		if (rule != null) {
			findings.add(pointer(), rule);
		}
	}

}
