package dev.gatehouse.gateway.partner;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.entry.Network;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads {@code partners.yaml}: the whole file or nothing of it. */
final class RegistryReader {

	/** In characters: what the tree of a whole file may be made of. */
	private static final int LARGEST_WHOLE = 4 * 1024 * 1024;

	private static final Set<String> PLAN = Set.of("rate", "burst", "quota", "concurrency");

	static final Set<String> PARTNER = Set.of("name", "status", "plan", "scopes", "networks", "binding", "contact");

	private static final Pattern CLIENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

	/** RFC 6749, section 3.3. */
	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

	private final Map<String, Plan> plans = new HashMap<>();

	private final Map<String, Partner> partners = new HashMap<>();

	/**
	 * Reads the registry, partner by partner if it is written like that.
	 * @throws InvalidSetting if anything in it is wrong; it names the file and the line
	 */
	static Map<String, Partner> read(Path path) {
		return read(path.toString(), YamlNode.readText(path));
	}

	static Map<String, Partner> read(String file, String text) {
		RegistryText cut = RegistryText.cut(text);
		try {
			if (cut != null) {
				return oneByOne(file, cut);
			}
		}
		catch (InvalidSetting ex) {
			// The whole says better what is wrong, where there is room for it.
			if (text.length() > LARGEST_WHOLE) {
				throw ex;
			}
		}
		return whole(file, text);
	}

	/** Reads the whole as one tree. */
	static Map<String, Partner> whole(String file, String text) {
		InvalidSetting.check(text.length() <= LARGEST_WHOLE, file,
				"is so large that each partner must stand below 'partners:' on lines of its own");
		RegistryReader reader = new RegistryReader();
		YamlNode root = YamlNode.parse(file, text);
		Map<String, YamlNode> members = reader.plans(root);
		member(members, "partners", root).members().forEach(reader::add);
		return Map.copyOf(reader.partners);
	}

	private Map<String, YamlNode> plans(YamlNode root) {
		Map<String, YamlNode> members = root.members(Set.of("plans", "partners"));
		member(members, "plans", root).members().forEach((name, node) -> this.plans.put(name, plan(name, node)));
		return members;
	}

	/** Reads each partner by itself. */
	static Map<String, Partner> oneByOne(String file, RegistryText text) {
		return new RegistryReader().partners(file, text);
	}

	private Map<String, Partner> partners(String file, RegistryText text) {
		plans(YamlNode.parse(file, text.rest()));
		QuickPartner quick = new QuickPartner(this.plans);
		for (RegistryText.Entry entry : text.entries()) {
			Partner partner = quick.read(text.text(entry));
			if (partner == null) {
				YamlNode.parse(file, text.text(entry), "/partners", entry.linesAbove()).members().forEach(this::add);
			}
			else if (this.partners.put(partner.client(), partner) != null) {
				throw new InvalidSetting(file + ":" + (entry.linesAbove() + 1) + " /partners",
						"'" + partner.client() + "' stands twice");
			}
		}
		return Map.copyOf(this.partners);
	}

	static boolean isClient(String text) {
		return CLIENT.matcher(text).matches();
	}

	static boolean isScope(String text) {
		return SCOPE.matcher(text).matches();
	}

	private void add(String client, YamlNode node) {
		if (!isClient(client)) {
			throw node.fault("a client id is lower-case letters, digits and '-', at most 63");
		}
		if (this.partners.put(client, partner(client, node)) != null) {
			throw node.fault("'" + client + "' stands twice");
		}
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
		Boolean active = active(status.text());
		if (active == null) {
			throw status.fault("must be active or suspended");
		}
		return active;
	}

	/** Returns whether this means that a partner may come in; null: it means nothing. */
	static @Nullable Boolean active(@Nullable Object status) {
		return switch (String.valueOf(status)) {
			case "active" -> Boolean.TRUE;
			case "suspended" -> Boolean.FALSE;
			default -> null;
		};
	}

	private static Set<String> scopes(YamlNode node) {
		Set<String> scopes = new LinkedHashSet<>();
		for (YamlNode scope : node.items()) {
			if (!isScope(scope.text())) {
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
		Partner.Binding binding = binding((node != null) ? node.text() : "none");
		if (binding == null) {
			throw Objects.requireNonNull(node).fault("must be none, mtls or dpop");
		}
		return binding;
	}

	/** Returns what this means, or null. */
	static Partner.@Nullable Binding binding(Object name) {
		return switch (name.toString()) {
			case "none" -> Partner.Binding.NONE;
			case "mtls" -> Partner.Binding.MTLS;
			case "dpop" -> Partner.Binding.DPOP;
			default -> null;
		};
	}

	private static Plan plan(String name, YamlNode node) {
		if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
			throw node.fault("a plan's name is lower-case letters, digits and '-', at most 63");
		}
		Map<String, YamlNode> members = node.members(PLAN);
		Plan.Rate rate = rate(members.get("rate"));
		YamlNode burst = members.get("burst");
		YamlNode concurrency = members.get("concurrency");
		if (burst != null && rate == null) {
			throw burst.fault("needs a 'rate' beside it");
		}
		return new Plan(name, rate, (burst != null) ? positive(burst, burst.text()) : 1, quota(members.get("quota")),
				(concurrency != null) ? Math.toIntExact(positive(concurrency, concurrency.text())) : null);
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
