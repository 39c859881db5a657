package dev.gatehouse.gateway.validation;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is first looked up in a table. What that does not accept is tried as
 * ever. The table is made when a text first comes, since a start has no time for all.
 */
final class QuickPattern implements RegularExpression {

	private final String pattern;

	private final RegularExpression expression;

	private volatile boolean tried;

	private @Nullable PatternTable table;

	QuickPattern(String pattern) {
		this.pattern = pattern;
		this.expression = JDKRegularExpressionFactory.getInstance().getRegularExpression(pattern);
	}

	@Override
	public boolean matches(String text) {
		PatternTable present = table();
		return (present != null && present.accepts(text)) || this.expression.matches(text);
	}

	/** Two threads may make it at once: both make the same. */
	private @Nullable PatternTable table() {
		if (!this.tried) {
			this.table = PatternTable.of(this.pattern);
			this.tried = true;
		}
		return this.table;
	}

}
