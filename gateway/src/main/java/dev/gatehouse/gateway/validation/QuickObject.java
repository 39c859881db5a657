package dev.gatehouse.gateway.validation;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * An object whose members are known by name.
 *
 * @param members the members that its schema knows
 * @param others what any other member must be
 * @param required how many of the known must be there
 */
record QuickObject(Map<String, Member> members, QuickRule others, int required) implements QuickRule {

	/**
	 * A member that a schema knows.
	 *
	 * @param rule what it must be
	 * @param required whether it must be there
	 */
	record Member(QuickRule rule, boolean required) {

	}

	QuickObject {
		members = Map.copyOf(members);
	}

	@Override
	public boolean accepts(JsonNode value) {
		if (!value.isObject()) {
			return true;
		}
		int missing = this.required;
		for (Map.Entry<String, JsonNode> property : value.properties()) {
			Member member = this.members.get(property.getKey());
			QuickRule rule = (member != null) ? member.rule() : this.others;
			if (!rule.accepts(property.getValue())) {
				return false;
			}
			if (member != null && member.required()) {
				missing--;
			}
		}
		return missing == 0;
	}

}
