package dev.gatehouse.cli.matrix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.matrix.Node.Member;
import dev.gatehouse.cli.terminal.Complaint;

/**
 * The partners of {@code partners.yaml}: the whole file or nothing of it, as the gateway
 * takes it. What a plan limits is left to the gateway.
 */
final class RegistryFile {

	private static final Set<String> PARTNER = Set.of("name", "status", "plan", "scopes", "networks", "binding",
			"contact");

	private static final Set<String> BINDINGS = Set.of("none", "mtls", "dpop");

	private final Set<String> plans;

	private RegistryFile(Set<String> plans) {
		this.plans = plans;
	}

	/**
	 * Reads the registry.
	 * @throws Complaint if something in it is wrong
	 */
	static Map<String, Partner> read(Node root) {
		root.members(Set.of("plans", "partners"));
		Map<String, Member> plans = root.require("plans").members();
		plans.values().forEach((plan) -> {
			name(plan, "a plan's name");
			plan.value().members();
		});
		RegistryFile registry = new RegistryFile(plans.keySet());
		Map<String, Partner> partners = new LinkedHashMap<>();
		root.require("partners")
			.members()
			.forEach((client, member) -> partners.put(client, registry.partner(client, member)));
		return partners;
	}

	private Partner partner(String client, Member member) {
		name(member, "a client id");
		Node partner = member.value();
		partner.members(PARTNER);
		partner.require("name").text();
		Node plan = partner.require("plan");
		if (!this.plans.contains(plan.text())) {
			throw plan.fault("'" + plan.text() + "' is not among the plans");
		}
		Node binding = partner.get("binding");
		if (binding != null && !BINDINGS.contains(binding.text())) {
			throw binding.fault("must be none, mtls or dpop");
		}
		Node networks = partner.get("networks");
		if (networks != null) {
			networks.items().forEach(RegistryFile::checkNetwork);
		}
		Map<String, Place> ceiling = new LinkedHashMap<>();
		partner.require("scopes").items().forEach((scope) -> ceiling.putIfAbsent(Scope.of(scope), scope.place()));
		return new Partner(client, isActive(partner.require("status")), ceiling,
				(binding != null) ? binding.text() : "none", member.place());
	}

	private static void checkNetwork(Node network) {
		if (!RegistryRules.isNetwork(network.text())) {
			throw network.fault("'" + network.text() + "' is not a CIDR network");
		}
	}

	private static boolean isActive(Node status) {
		return switch (status.text()) {
			case "active" -> true;
			case "suspended" -> false;
			default -> throw status.fault("must be active or suspended");
		};
	}

	private static void name(Member member, String what) {
		if (!RegistryRules.isName(member.name())) {
			throw Node.fault(member.place(), what + " is lower-case letters, digits and '-', at most 63");
		}
	}

}
