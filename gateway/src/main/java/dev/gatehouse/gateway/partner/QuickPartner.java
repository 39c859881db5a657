package dev.gatehouse.gateway.partner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.entry.Network;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partner as nearly all are written: a line for each member, or one for all of
 * them, of plain or quoted texts and lists of these. It only ever accepts; what it does
 * not know, or is wrong, is left to the YAML parser and {@link RegistryReader}.
 */
final class QuickPartner {

	private final Map<String, Plan> plans;

	/** Partners of one kind share what is the same. */
	private final Map<Object, Set<String>> scopes = new HashMap<>();

	QuickPartner(Map<String, Plan> plans) {
		this.plans = plans;
	}

	/** Reads an entry of {@code partners}; null: not here. */
	@Nullable Partner read(String entry) {
		List<String> lines = QuickYaml.lines(entry);
		String first = QuickYaml.trimmed(lines.getFirst());
		int colon = first.indexOf(':');
		String client = (colon > 0) ? first.substring(0, colon) : "";
		String rest = first.substring(colon + 1);
		if (!rest.isEmpty() && rest.charAt(0) != ' ') {
			return null;
		}
		Map<String, Object> members = QuickYaml.members(QuickYaml.withoutRemark(rest), lines);
		return (members != null && RegistryReader.isClient(client)) ? partner(client, members) : null;
	}

	private @Nullable Partner partner(String client, Map<String, Object> members) {
		Plan plan = (members.get("plan") instanceof String name) ? this.plans.get(name) : null;
		Set<String> scopes = scopes(members.get("scopes"));
		List<Network> networks = networks(members.get("networks"));
		Partner.Binding binding = RegistryReader.binding(members.getOrDefault("binding", "none"));
		Boolean active = RegistryReader.active(members.get("status"));
		if (plan == null || scopes == null || networks == null || binding == null || active == null
				|| !(members.get("name") instanceof String) || !RegistryReader.PARTNER.containsAll(members.keySet())) {
			return null;
		}
		return new Partner(client, active, plan, scopes, networks, binding);
	}

	private @Nullable Set<String> scopes(@Nullable Object texts) {
		if (!(texts instanceof List<?> list)) {
			return null;
		}
		Set<String> known = this.scopes.get(list);
		if (known == null) {
			List<String> scopes = new ArrayList<>();
			for (Object text : list) {
				if (!RegistryReader.isScope(text.toString())) {
					return null;
				}
				scopes.add(text.toString());
			}
			known = Set.copyOf(scopes);
			this.scopes.put(list, known);
		}
		return known;
	}

	private static @Nullable List<Network> networks(@Nullable Object texts) {
		if (texts == null) {
			return List.of();
		}
		if (!(texts instanceof List<?> list)) {
			return null;
		}
		List<Network> networks = new ArrayList<>(list.size());
		for (Object text : list) {
			Network network = Network.read(text.toString());
			if (network == null) {
				return null;
			}
			networks.add(network);
		}
		return networks;
	}

}
