package dev.gatehouse.gateway.validation;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * A {@code pattern} or {@code format} that is not tried on a text above the
 * {@code maxLength} beside it: what an expression costs may grow faster than its text,
 * and such a text is refused anyway.
 */
final class BoundedText extends AbstractKeywordValidator {

	private final KeywordValidator rule;

	private final int longest;

	BoundedText(KeywordValidator rule, JsonNode value, Schema schema) {
		super(rule.getKeyword(), value, rule.getSchemaLocation());
		this.rule = rule;
		this.longest = schema.getSchemaNode().path("maxLength").asInt(Integer.MAX_VALUE);
	}

	@Override
	public void validate(ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
		if (value.isString() && isTooLong(value.stringValue())) {
			return;
		}
		try {
			this.rule.validate(execution, value, root, location);
		}
		catch (StackOverflowError ex) {
			// Java's expressions recurse; a text that is too much for one does not match.
			execution.addError(Error.builder().keyword(getKeyword()).instanceLocation(location).build());
		}
	}

	private boolean isTooLong(String text) {
		return text.length() > this.longest && text.codePointCount(0, text.length()) > this.longest;
	}

}
