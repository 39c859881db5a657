package dev.gatehouse.cli.matrix;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

import dev.gatehouse.cli.terminal.Printable;

/**
 * The matrix for people: a line for each operation, a narrow column for each client.
 * Clients that do not fit beside each other follow in a block of their own.
 */
final class TableText {

	private static final String LEAST = "  %s  %s  %s ";

	private final View view;

	private final int width;

	private final String operation;

	private final int left;

	private final StringBuilder text = new StringBuilder();

	private final Set<Verdict> used = EnumSet.noneOf(Verdict.class);

	private TableText(View view, int width) {
		this.view = view;
		this.width = width;
		int method = longest(Operation::method);
		int path = longest(Operation::path);
		int scope = longest(Operation::scope);
		this.operation = "  %-" + method + "s  %-" + path + "s  %-" + scope + "s ";
		this.left = LEAST.formatted("", "", "").length() + method + path + scope;
	}

	/**
	 * The table.
	 * @param width the columns of the terminal
	 */
	static String of(View view, int width) {
		return new TableText(view, width).build();
	}

	private String build() {
		line(this.view.sources().sentence());
		List<Subject> subjects = this.view.matrix().subjects();
		int column = Integer.toString(subjects.size()).length() + 1;
		int fit = Math.max(1, (this.width - this.left) / column);
		for (int from = 0; from < subjects.size(); from += fit) {
			block(from, Math.min(from + fit, subjects.size()), column);
		}
		legend();
		return this.text.toString();
	}

	private void block(int from, int to, int column) {
		String api = "";
		for (Operation operation : this.view.matrix().operations()) {
			if (!operation.api().equals(api)) {
				api = operation.api();
				line("");
				line(padded(api) + cells(from, to, column, (index) -> Integer.toString(index + 1)));
			}
			line(this.operation.formatted(operation.method(), operation.path(), operation.scope())
					+ cells(from, to, column, (index) -> mark(index, operation)));
		}
		line("");
		for (int index = from; index < to; index++) {
			Subject subject = this.view.matrix().subjects().get(index);
			line(("%" + (column - 1) + "d  %s").formatted(index + 1, subject.id())
					+ (subject.status().equals("active") ? "" : " (" + subject.status() + ")"));
		}
	}

	private String mark(int index, Operation operation) {
		Verdict verdict = this.view.matrix().verdict(this.view.matrix().subjects().get(index), operation);
		this.used.add(verdict);
		return String.valueOf(verdict.mark());
	}

	private static String cells(int from, int to, int column, IntFunction<String> cell) {
		StringBuilder cells = new StringBuilder();
		for (int index = from; index < to; index++) {
			cells.append(("%" + column + "s").formatted(cell.apply(index)));
		}
		return cells.toString();
	}

	private void legend() {
		line("");
		this.used.forEach((verdict) -> line(verdict.mark() + "  " + verdict.reason()));
		int faults = this.view.faults().size();
		if (faults > 0) {
			line("");
			line((faults == 1) ? "1 fault: --check names it" : faults + " faults: --check names them");
		}
	}

	private String padded(String api) {
		return ("%-" + this.left + "s").formatted(api);
	}

	private int longest(Function<Operation, String> member) {
		return this.view.matrix()
			.operations()
			.stream()
			.mapToInt((operation) -> Math.max(1, member.apply(operation).length()))
			.max()
			.orElse(1);
	}

	private void line(String line) {
		this.text.append(Printable.text(line).stripTrailing()).append(System.lineSeparator());
	}

}
