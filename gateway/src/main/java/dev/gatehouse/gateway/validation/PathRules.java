package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The parameters in the path of an operation, each a whole segment. */
final class PathRules {

	/** By segment of the template; null: nothing is declared about it. */
	private final List<@Nullable Parameter> segments = new ArrayList<>();

	/** Creates the rules. Every parameter must stand in the template. */
	PathRules(String template, List<Parameter> parameters) {
		for (String segment : template.substring(1).split("/", -1)) {
			this.segments.add(parameters.stream()
				.filter((parameter) -> segment.equals("{" + parameter.name() + "}"))
				.findFirst()
				.orElse(null));
		}
		while (!this.segments.isEmpty() && this.segments.getLast() == null) {
			this.segments.removeLast();
		}
	}

	void check(String path, Findings findings) {
		int from = 1;
		for (int i = 0; i < this.segments.size(); i++) {
			int slash = path.indexOf('/', from);
			int to = (slash < 0) ? path.length() : slash;
			Parameter parameter = this.segments.get(i);
			if (parameter != null) {
				parameter.check(path, from, to, findings);
			}
			from = to + 1;
		}
	}

}
