package dev.gatehouse.gateway.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an operation. They are divided and decoded as forms are, since
 * that is how services read them. A parameter that the contract does not name goes on as
 * it came, as long as there is one way to read it.
 */
final class QueryRules {

	/** One bit each tells which were there. */
	static final int MOST = Long.SIZE;

	private final List<Parameter> parameters;

	QueryRules(List<Parameter> parameters) {
		if (parameters.size() > MOST) {
			throw new IllegalArgumentException("more than " + MOST + " query parameters");
		}
		this.parameters = List.copyOf(parameters);
	}

	void check(@Nullable String query, Findings findings) {
		if (query == null) {
			checkMissing(0, findings);
		}
		else {
			new Reading(findings).read(query);
		}
	}

	/**
	 * Finds what is required and not there.
	 * @param seen which parameters are there, one bit each
	 */
	private void checkMissing(long seen, Findings findings) {
		for (int i = 0; i < this.parameters.size(); i++) {
			if (this.parameters.get(i).required() && (seen & 1L << i) == 0) {
				this.parameters.get(i).found("required", findings);
			}
		}
	}

	/** One query on its way through. */
	private final class Reading {

		private static final int UNKNOWN = -1;

		private final Findings findings;

		private long seen;

		private Map<String, List<String>> lists = Map.of();

		private Reading(Findings findings) {
			this.findings = findings;
		}

		private void read(String query) {
			int from = 0;
			while (from < query.length()) {
				int next = query.indexOf('&', from);
				int to = (next < 0) ? query.length() : next;
				if (to > from) {
					readPair(query, from, to);
				}
				from = to + 1;
			}
			checkLists();
			checkMissing(this.seen, this.findings);
		}

		private void readPair(String query, int from, int to) {
			int equals = query.indexOf('=', from, to);
			int nameEnd = (equals < 0) ? to : equals;
			int index = index(query, from, nameEnd);
			int value = Math.min(nameEnd + 1, to);
			if (index != UNKNOWN) {
				readValue(index, query, value, to);
			}
			else if (PercentCode.isEncoded(query, value, to) && PercentCode.decodeQuery(query, value, to) == null) {
				this.findings.add("query", "encoding");
			}
		}

		private int index(String query, int from, int to) {
			if (!PercentCode.isEncoded(query, from, to)) {
				return indexOf(query, from, to);
			}
			String name = PercentCode.decodeQuery(query, from, to);
			if (name == null) {
				this.findings.add("query", "encoding");
				return UNKNOWN;
			}
			return indexOf(name, 0, name.length());
		}

		private int indexOf(String text, int from, int to) {
			List<Parameter> all = QueryRules.this.parameters;
			for (int i = 0; i < all.size(); i++) {
				String name = all.get(i).name();
				if (name.length() == to - from && text.startsWith(name, from)) {
					return i;
				}
			}
			return UNKNOWN;
		}

		private void readValue(int index, String query, int from, int to) {
			Parameter parameter = QueryRules.this.parameters.get(index);
			boolean again = (this.seen & 1L << index) != 0;
			this.seen |= 1L << index;
			if (parameter.values() == Parameter.Values.REPEATED) {
				collect(parameter, parameter.decode(query, from, to));
			}
			else if (again) {
				parameter.found("repeated", this.findings);
			}
			else {
				parameter.check(query, from, to, this.findings);
			}
		}

		private void collect(Parameter parameter, @Nullable String value) {
			if (value == null) {
				parameter.found("encoding", this.findings);
				return;
			}
			if (this.lists.isEmpty()) {
				this.lists = new HashMap<>();
			}
			this.lists.computeIfAbsent(parameter.name(), (name) -> new ArrayList<>()).add(value);
		}

		private void checkLists() {
			for (Parameter parameter : QueryRules.this.parameters) {
				List<String> list = this.lists.get(parameter.name());
				if (list != null) {
					parameter.checkList(list, this.findings);
				}
			}
		}

	}

}
