package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * One compiled schema: says where a value breaks it, and by which rule. Most values break
 * none, and most of those are known to by one look at their bytes; the library is asked
 * about the others.
 */
final class SchemaCheck {

	private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

	private final Schema schema;

	private final QuickRule quick;

	private final Set<String> names;

	/**
	 * Creates the check.
	 * @param quick accepts only what follows the schema
	 * @param names the names of properties that the schema itself knows
	 */
	SchemaCheck(Schema schema, QuickRule quick, Set<String> names) {
		this.schema = schema;
		this.quick = quick;
		this.names = Set.copyOf(names);
	}

	/** Returns whether these bytes surely are a value that follows the schema. */
	boolean accepts(byte[] bytes, int length) {
		return QuickJson.follows(this.quick, bytes, length);
	}

	void check(JsonNode value, Findings findings) {
		for (Error error : errors(value)) {
			findings.add(pointer(error), rule(error));
		}
	}

	/** Returns what the library finds. */
	List<Error> errors(JsonNode value) {
		Execution execution = new Execution();
		try {
			this.schema.validate(execution, value);
		}
		catch (FailFastAssertionException ex) {
			// There are as many errors as anybody wants to know of.
		}
		return execution.first();
	}

	/**
	 * A name that only the caller knows is not repeated: the pointer ends at what holds
	 * it.
	 */
	private String pointer(Error error) {
		StringBuilder pointer = new StringBuilder();
		NodePath path = error.getInstanceLocation();
		for (int i = 0; i < path.getNameCount(); i++) {
			Object step = path.getElement(i);
			if (step instanceof String name && !this.names.contains(name)) {
				return pointer.toString();
			}
			append(pointer, step.toString());
		}
		String property = error.getProperty();
		if (property != null && this.names.contains(property) && error.getKeyword().equals("required")) {
			append(pointer, property);
		}
		return pointer.toString();
	}

	private static void append(StringBuilder pointer, String step) {
		pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
	}

	static String rule(Error error) {
		String keyword = error.getKeyword();
		return switch (keyword) {
			case "additionalProperties", "unevaluatedProperties", "false" -> "unknown-property";
			default -> HUMP.matcher(keyword).replaceAll("-").toLowerCase(Locale.ROOT);
		};
	}

	/** Stops at the first few errors. */
	private static final class Execution extends ExecutionContext {

		private static final ExecutionConfig FORMATS_COUNT = ExecutionConfig.builder()
			.formatAssertionsEnabled(true)
			.build();

		private final List<Error> first = getErrors();

		Execution() {
			super(FORMATS_COUNT);
		}

		/**
		 * An alternative of {@code anyOf} counts its errors in a list of its own: there,
		 * one more makes no difference, and others may still hold.
		 */
		@Override
		public void addError(Error error) {
			if (getErrors().size() < Findings.MOST) {
				getErrors().add(error);
			}
			if (getErrors() == this.first && this.first.size() >= Findings.MOST) {
				throw new FailFastAssertionException(error);
			}
		}

		List<Error> first() {
			return this.first;
		}

	}

}
