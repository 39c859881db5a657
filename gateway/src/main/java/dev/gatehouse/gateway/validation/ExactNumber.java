package dev.gatehouse.gateway.validation;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * The keywords that compare numbers (JSON Schema Validation 2020-12, section 6.2),
 * exactly. The library's own fail with an exception where a number is no long and its
 * bound is one, and divide doubles.
 */
final class ExactNumber extends AbstractKeyword {

	private final BiPredicate<BigDecimal, BigDecimal> holds;

	private ExactNumber(String name, BiPredicate<BigDecimal, BigDecimal> holds) {
		super(name);
		this.holds = holds;
	}

	static List<Keyword> keywords() {
		return List.of(new ExactNumber("minimum", (number, bound) -> number.compareTo(bound) >= 0),
				new ExactNumber("maximum", (number, bound) -> number.compareTo(bound) <= 0),
				new ExactNumber("exclusiveMinimum", (number, bound) -> number.compareTo(bound) > 0),
				new ExactNumber("exclusiveMaximum", (number, bound) -> number.compareTo(bound) < 0),
				new ExactNumber("multipleOf", (number, step) -> number.remainder(step).signum() == 0));
	}

	@Override
	public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema schema,
			SchemaContext context) {
		return new Rule(value, location);
	}

	private final class Rule extends AbstractKeywordValidator {

		private final BigDecimal bound;

		Rule(JsonNode value, SchemaLocation location) {
			super(getValue(), value, location);
			this.bound = value.decimalValue();
		}

		@Override
		public void validate(ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
			if (value.isNumber() && !ExactNumber.this.holds.test(value.decimalValue(), this.bound)) {
				execution.addError(Error.builder().keyword(getKeyword()).instanceLocation(location).build());
			}
		}

	}

}
