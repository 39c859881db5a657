package dev.gatehouse.cli.matrix;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The matrix as CSV (RFC 4180): a record for each client and operation. No field is a
 * formula to a spreadsheet, whatever others have called their clients.
 */
final class CsvText {

	private static final List<String> HEADER = List.of("client", "status", "api", "operation", "method", "path",
			"scope", "verdict", "reason");

	private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n]");

	private static final Pattern DIVIDER = Pattern.compile("[\",\\r\\n]");

	private CsvText() {
	}

	static String of(View view) {
		StringBuilder text = new StringBuilder(line(HEADER));
		Matrix matrix = view.matrix();
		for (Subject subject : matrix.subjects()) {
			for (Operation operation : matrix.operations()) {
				Verdict verdict = matrix.verdict(subject, operation);
				text.append(line(List.of(subject.id(), subject.status(), operation.api(), operation.id(),
						operation.method(), operation.path(), operation.scope(), verdict.code(), verdict.reason())));
			}
		}
		return text.toString();
	}

	private static String line(List<String> fields) {
		return fields.stream().map(CsvText::field).collect(Collectors.joining(",", "", "\r\n"));
	}

	/** A field; what a spreadsheet would calculate has an apostrophe before it. */
	static String field(String value) {
		String text = FORMULA.matcher(value).lookingAt() ? "'" + value : value;
		return DIVIDER.matcher(text).find() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
	}

}
