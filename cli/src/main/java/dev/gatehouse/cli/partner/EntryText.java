package dev.gatehouse.cli.partner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A new partner as an entry of the registry.
 *
 * @param partner the partner
 */
record EntryText(NewPartner partner) {

	/** Over several lines, the first and the last with their line ends. */
	String block(int indent, int step, String lineEnd) {
		String margin = " ".repeat(indent);
		return members().entrySet()
			.stream()
			.map((member) -> margin + " ".repeat(step) + member.getKey() + ": " + member.getValue() + lineEnd)
			.collect(Collectors.joining("", margin + YamlWords.scalar(this.partner.client()) + ":" + lineEnd, ""));
	}

	/** In braces. */
	String flow() {
		return members().entrySet()
			.stream()
			.map((member) -> member.getKey() + ": " + member.getValue())
			.collect(Collectors.joining(", ", YamlWords.scalar(this.partner.client()) + ": {", "}"));
	}

	private Map<String, String> members() {
		Map<String, String> members = new LinkedHashMap<>();
		members.put("name", YamlWords.scalar(this.partner.name()));
		members.put("status", RegisteredPartner.ACTIVE);
		members.put("plan", YamlWords.scalar(this.partner.plan()));
		members.put("scopes", YamlWords.list(this.partner.scopes()));
		if (!this.partner.networks().isEmpty()) {
			members.put("networks", YamlWords.list(this.partner.networks()));
		}
		members.put("binding", this.partner.binding().toString());
		if (!this.partner.contact().isEmpty()) {
			members.put("contact", YamlWords.scalar(this.partner.contact()));
		}
		return members;
	}

}
