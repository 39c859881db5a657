package dev.gatehouse.cli.partner;

import java.util.HashSet;
import java.util.List;

import dev.gatehouse.cli.matrix.RegistryRules;
import dev.gatehouse.cli.terminal.Complaint;

/**
 * A partner that is to come in. What the gateway would refuse to read is refused here,
 * before anything is made.
 *
 * @param client its client id, in tokens and in the registry
 * @param name its name, for people
 * @param plan one of the registry's plans
 * @param scopes the ceiling, and what Keycloak gives it
 * @param networks where it may come from; empty: from anywhere
 * @param binding how its tokens are bound to a key
 * @param contact whom to ask; empty: not known
 */
record NewPartner(String client, String name, String plan, List<String> scopes, List<String> networks, Binding binding,
		String contact) {

	private static final int LONGEST_TEXT = 200;

	NewPartner {
		requireClient(client);
		require(!name.isBlank(), "A partner needs a name.");
		requireText("name", name);
		requireText("contact", contact);
		require(!scopes.isEmpty(), "A partner needs at least one scope.");
		scopes.forEach((scope) -> require(RegistryRules.isScope(scope), "'" + scope + "' is not a scope."));
		require(new HashSet<>(scopes).size() == scopes.size(), "A scope stands twice.");
		networks.forEach((network) -> require(RegistryRules.isNetwork(network),
				"'" + network + "' is not a network: write one as 10.0.0.0/8 or 2001:db8::/32."));
		scopes = List.copyOf(scopes);
		networks = List.copyOf(networks);
	}

	/**
	 * Holds a name against the form of a client id.
	 * @throws Complaint if it is none
	 */
	static void requireClient(String client) {
		require(RegistryRules.isName(client),
				"'" + client + "' is not a client id: lower-case letters, digits and '-', at most 63.");
	}

	private static void requireText(String what, String text) {
		require(text.length() <= LONGEST_TEXT, "The " + what + " is longer than " + LONGEST_TEXT + " characters.");
		require(text.equals(text.strip()) && text.codePoints().noneMatch(NewPartner::isUnprintable),
				"The " + what + " has spaces around it, or characters that cannot be printed.");
	}

	private static boolean isUnprintable(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> false;
		};
	}

	private static void require(boolean met, String sentence) {
		if (!met) {
			throw new Complaint(sentence);
		}
	}

}
