package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What was found in one request: the first few, each once. */
final class Findings {

	/** Who has this many to correct need not know of more. */
	static final int MOST = 20;

	private @Nullable List<Finding> list;

	void add(String pointer, String rule) {
		if (this.list == null) {
			this.list = new ArrayList<>();
		}
		Finding finding = new Finding(pointer, rule);
		if (this.list.size() < MOST && !this.list.contains(finding)) {
			this.list.add(finding);
		}
	}

	boolean isEmpty() {
		return this.list == null;
	}

	List<Finding> all() {
		return (this.list != null) ? List.copyOf(this.list) : List.of();
	}

	Refusal refusal() {
		return Refusal.of(Problem.REQUEST_INVALID, "The request does not follow the contract.").with("errors", all());
	}

}
