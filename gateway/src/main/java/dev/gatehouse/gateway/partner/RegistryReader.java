package dev.gatehouse.gateway.partner;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.entry.Network;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads {@code partners.yaml}: the whole file or nothing of it. */
final class RegistryReader {

	private static final Set<String> PLAN = Set.of("rate", "burst", "quota", "concurrency", "apis");

	private static final Set<String> PART_OF_A_PLAN = Set.of("rate", "burst", "quota", "concurrency");

	private static final Set<String> PARTNER = Set.of("name", "status", "plan", "scopes", "networks", "binding",
			"contact");

	private final Map<String, Plan> plans = new HashMap<>();

	private final Map<String, Partner> partners = new HashMap<>();

	private final Set<String> apis;

	private RegistryReader(Set<String> apis) {
		this.apis = apis;
	}

	/**
	 * Reads the registry.
	 * @param apis the names that plans may use
	 * @throws InvalidSetting if anything in it is wrong; it names the file and the line
	 */
	static Map<String, Partner> read(YamlNode root, Set<String> apis) {
		RegistryReader reader = new RegistryReader(apis);
		Map<String, YamlNode> members = root.members(Set.of("plans", "partners"));
		member(members, "plans", root).members()
			.forEach((name, node) -> reader.plans.put(name, reader.plan(name, node)));
		member(members, "partners", root).members().forEach(reader::add);
		return Map.copyOf(reader.partners);
	}

	private void add(String client, YamlNode node) {
		if (!client.matches("[a-z0-9][a-z0-9-]{0,62}")) {
			throw node.fault("a client id is lower-case letters, digits and '-', at most 63");
		}
		this.partners.put(client, partner(client, node));
	}

	private Partner partner(String client, YamlNode node) {
		Map<String, YamlNode> members = node.members(PARTNER);
		YamlNode plan = member(members, "plan", node);
		Plan named = this.plans.get(plan.text());
		if (named == null) {
			throw plan.fault("'" + plan.text() + "' is not among the plans");
		}
		member(members, "name", node).text();
		return new Partner(client, isActive(member(members, "status", node)), named,
				scopes(member(members, "scopes", node)), networks(members.get("networks")),
				binding(members.get("binding")));
	}

	private static boolean isActive(YamlNode status) {
		return switch (status.text()) {
			case "active" -> true;
			case "suspended" -> false;
			default -> throw status.fault("must be active or suspended");
		};
	}

	private static Set<String> scopes(YamlNode node) {
		Set<String> scopes = new LinkedHashSet<>();
		for (YamlNode scope : node.items()) {
			// RFC 6749, section 3.3
			if (!scope.text().matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
				throw scope.fault("is not a scope");
			}
			scopes.add(scope.text());
		}
		return scopes;
	}

	private static List<Network> networks(@Nullable YamlNode node) {
		return (node != null) ? node.items().stream().map(RegistryReader::network).toList() : List.of();
	}

	private static Network network(YamlNode node) {
		if (!Network.isValid(node.text())) {
			throw node.fault("'" + node.text() + "' is not a CIDR network");
		}
		return Network.parse(node.text());
	}

	private static Partner.Binding binding(@Nullable YamlNode node) {
		if (node == null) {
			return Partner.Binding.NONE;
		}
		return switch (node.text()) {
			case "none" -> Partner.Binding.NONE;
			case "mtls" -> Partner.Binding.MTLS;
			case "dpop" -> Partner.Binding.DPOP;
			default -> throw node.fault("must be none, mtls or dpop");
		};
	}

	private Plan plan(String name, YamlNode node) {
		if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
			throw node.fault("a plan's name is lower-case letters, digits and '-', at most 63");
		}
		Map<String, YamlNode> members = node.members(PLAN);
		YamlNode apis = members.get("apis");
		return limits(name, members, (apis != null) ? parts(name, apis) : Map.of());
	}

	private Map<String, Plan> parts(String name, YamlNode apis) {
		Map<String, Plan> parts = new HashMap<>();
		apis.members().forEach((api, node) -> {
			if (!this.apis.contains(api)) {
				throw node.fault("names no API; there are " + String.join(", ", new TreeSet<>(this.apis)));
			}
			parts.put(api, limits(name + "-" + api, node.members(PART_OF_A_PLAN), Map.of()));
		});
		return parts;
	}

	private static Plan limits(String name, Map<String, YamlNode> members, Map<String, Plan> apis) {
		Plan.Rate rate = rate(members.get("rate"));
		YamlNode burst = members.get("burst");
		YamlNode concurrency = members.get("concurrency");
		if (burst != null && rate == null) {
			throw burst.fault("needs a 'rate' beside it");
		}
		return new Plan(name, rate, (burst != null) ? positive(burst, burst.text()) : 1, quota(members.get("quota")),
				(concurrency != null) ? Math.toIntExact(positive(concurrency, concurrency.text())) : null, apis);
	}

	private static Plan.@Nullable Rate rate(@Nullable YamlNode node) {
		if (node == null) {
			return null;
		}
		String[] parts = node.text().split("/", -1);
		TimeUnit unit = switch ((parts.length == 2) ? parts[1] : "") {
			case "s" -> TimeUnit.SECONDS;
			case "min" -> TimeUnit.MINUTES;
			case "h" -> TimeUnit.HOURS;
			default -> throw node.fault("must be a number per s, min or h, as in 50/s");
		};
		return new Plan.Rate(positive(node, parts[0]), unit.toNanos(1));
	}

	private static Plan.@Nullable Quota quota(@Nullable YamlNode node) {
		if (node == null) {
			return null;
		}
		String[] parts = node.text().split("/", -1);
		String period = (parts.length == 2) ? parts[1] : "";
		if (!period.equals("day") && !period.equals("month")) {
			throw node.fault("must be a number per day or month, as in 1000000/day");
		}
		return new Plan.Quota(positive(node, parts[0]), Plan.Period.valueOf(period.toUpperCase(Locale.ROOT)));
	}

	private static long positive(YamlNode node, String text) {
		if (!text.matches("[1-9]\\d{0,8}")) {
			throw node.fault("must be a whole number from 1 to 999999999");
		}
		return Long.parseLong(text);
	}

	private static YamlNode member(Map<String, YamlNode> members, String name, YamlNode owner) {
		YamlNode member = members.get(name);
		if (member == null) {
			throw owner.fault("has no '" + name + "'");
		}
		return member;
	}

}
