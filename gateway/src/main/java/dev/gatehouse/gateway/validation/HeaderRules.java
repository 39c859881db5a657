package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.http.HttpHeaders;

/** The header fields that an operation declares as parameters. */
final class HeaderRules {

	/**
	 * Fields that are lists by their own definition: their lines are one value (RFC 9110,
	 * section 5.3). Of any other, two lines are two readings.
	 */
	private static final Set<String> LISTS = Set.of("if-match", "if-none-match", "accept-encoding", "accept-language",
			"cache-control", "prefer");

	private final List<Parameter> parameters;

	HeaderRules(List<Parameter> parameters) {
		this.parameters = List.copyOf(parameters);
	}

	void check(HttpHeaders headers, Findings findings) {
		for (int i = 0; i < this.parameters.size(); i++) {
			Parameter parameter = this.parameters.get(i);
			List<String> lines = headers.getOrEmpty(parameter.name());
			if (!lines.isEmpty()) {
				check(parameter, lines, findings);
			}
			else if (parameter.required()) {
				parameter.found("required", findings);
			}
		}
	}

	private static void check(Parameter parameter, List<String> lines, Findings findings) {
		if (lines.size() > 1 && !isList(parameter)) {
			parameter.found("repeated", findings);
			return;
		}
		String value = (lines.size() == 1) ? lines.getFirst() : String.join(", ", lines);
		parameter.check(value, 0, value.length(), findings);
	}

	private static boolean isList(Parameter parameter) {
		return parameter.values() != Parameter.Values.ONE || LISTS.contains(parameter.name().toLowerCase(Locale.ROOT));
	}

}
