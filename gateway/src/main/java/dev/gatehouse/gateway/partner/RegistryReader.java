package dev.gatehouse.gateway.partner;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.entry.Network;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads {@code partners.yaml}: the whole file or nothing of it. */
final class RegistryReader {

	/** In characters: what the tree of a whole file may be made of. */
	private static final int LARGEST_WHOLE = 4 * 1024 * 1024;

	static final Set<String> PARTNER = Set.of("name", "status", "plan", "scopes", "networks", "binding", "contact");

	private static final Pattern CLIENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

	/** RFC 6749, section 3.3. */
	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

	private final PlanReader planReader;

	private final Map<String, Plan> plans = new HashMap<>();

	private final Map<String, Partner> partners = new HashMap<>();

	private RegistryReader(Set<String> apis) {
		this.planReader = new PlanReader(apis);
	}

	/**
	 * Reads the registry, partner by partner if it is written like that.
	 * @param apis the names that plans may use
	 * @throws InvalidSetting if anything in it is wrong; it names the file and the line
	 */
	static Map<String, Partner> read(Path path, Set<String> apis) {
		return read(path.toString(), YamlNode.readText(path), apis);
	}

	static Map<String, Partner> read(String file, String text, Set<String> apis) {
		RegistryText cut = RegistryText.cut(text);
		try {
			if (cut != null) {
				return oneByOne(file, cut, apis);
			}
		}
		catch (InvalidSetting ex) {
			// The whole says better what is wrong, where there is room for it.
			if (text.length() > LARGEST_WHOLE) {
				throw ex;
			}
		}
		return whole(file, text, apis);
	}

	/** Reads the whole as one tree. */
	static Map<String, Partner> whole(String file, String text, Set<String> apis) {
		InvalidSetting.check(text.length() <= LARGEST_WHOLE, file,
				"is so large that each partner must stand below 'partners:' on lines of its own");
		RegistryReader reader = new RegistryReader(apis);
		YamlNode root = YamlNode.parse(file, text);
		Map<String, YamlNode> members = reader.plans(root);
		member(members, "partners", root).members().forEach(reader::add);
		return Map.copyOf(reader.partners);
	}

	private Map<String, YamlNode> plans(YamlNode root) {
		Map<String, YamlNode> members = root.members(Set.of("plans", "partners"));
		member(members, "plans", root).members()
			.forEach((name, node) -> this.plans.put(name, this.planReader.read(name, node)));
		return members;
	}

	/** Reads each partner by itself. */
	static Map<String, Partner> oneByOne(String file, RegistryText text, Set<String> apis) {
		return new RegistryReader(apis).partners(file, text);
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
		if (node == null) {
			return Partner.Binding.NONE;
		}
		Partner.Binding binding = binding(node.text());
		if (binding == null) {
			throw node.fault("must be none, mtls or dpop");
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

	private static YamlNode member(Map<String, YamlNode> members, String name, YamlNode owner) {
		YamlNode member = members.get(name);
		if (member == null) {
			throw owner.fault("has no '" + name + "'");
		}
		return member;
	}

}
