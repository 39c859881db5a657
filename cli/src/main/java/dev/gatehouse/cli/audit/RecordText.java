package dev.gatehouse.cli.audit;

import tools.jackson.databind.JsonNode;

/** A record on one line, for people. */
final class RecordText {

	private RecordText() {
	}

	static String of(JsonNode record) {
		String decision = text(record, "decision");
		return text(record, "time") + " " + switch (decision) {
			case Remark.GAP -> record.path("missing").isNumber() ? "gap: %d records since %s are missing"
				.formatted(record.path("missing").asLong(), text(record, "since"))
					: "gap: a crash since %s".formatted(text(record, "since"));
			case Remark.EXPIRED ->
				"expired: what was up to record %d was removed for its age".formatted(record.path("upTo").asLong());
			default -> request(record, decision);
		};
	}

	private static String request(JsonNode record, String decision) {
		String reason = text(record, "reason");
		String why = (reason.equals("-") || reason.equals(decision)) ? decision : decision + "/" + reason;
		return String.join(" ", text(record, "status"), why, text(record, "client"), text(record, "operation"),
				text(record, "method"), text(record, "path"), text(record, "source"), text(record, "requestId"));
	}

	private static String text(JsonNode record, String member) {
		return record.path(member).isNull() ? "-" : record.path(member).asString("-");
	}

}
