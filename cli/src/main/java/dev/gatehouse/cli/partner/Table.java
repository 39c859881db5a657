package dev.gatehouse.cli.partner;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.cli.terminal.Printable;

/**
 * Cells under their titles, in columns as wide as they need to be. What comes from
 * elsewhere cannot steer the terminal.
 */
final class Table {

	private static final String GAP = "  ";

	private Table() {
	}

	static List<String> lines(List<String> titles, List<List<String>> rows) {
		List<List<String>> all = new ArrayList<>();
		all.add(titles);
		rows.forEach((row) -> all.add(row.stream().map(Printable::text).toList()));
		int[] widths = new int[titles.size()];
		all.forEach((row) -> {
			for (int i = 0; i < widths.length; i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		});
		return all.stream().map((row) -> line(row, widths)).toList();
	}

	private static String line(List<String> row, int[] widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < widths.length; i++) {
			line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
		}
		return line.toString().stripTrailing();
	}

}
