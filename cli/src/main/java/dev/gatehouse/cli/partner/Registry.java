package dev.gatehouse.cli.partner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.cli.terminal.Complaint;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * The registry as its file has it, with the place of every entry.
 *
 * @param tree the file
 */
record Registry(YamlTree tree) {

	private static final String PARTNERS = "partners";

	/**
	 * Reads a registry.
	 * @throws Complaint if it is none
	 */
	static Registry parse(String file, String text) {
		Registry registry = new Registry(YamlTree.parse(file, text));
		registry.entries();
		registry.plans();
		return registry;
	}

	/** The names of its plans. */
	Set<String> plans() {
		return this.tree.members(member(this.tree.root(), "plans").getValueNode())
			.stream()
			.map((plan) -> this.tree.scalar(plan.getKeyNode()))
			.collect(Collectors.toSet());
	}

	/** The key and the mapping of all partners. */
	NodeTuple partners() {
		return member(this.tree.root(), PARTNERS);
	}

	/** Client id to entry, in the order of the file. */
	Map<String, NodeTuple> entries() {
		Map<String, NodeTuple> entries = new LinkedHashMap<>();
		this.tree.members(partners().getValueNode())
			.forEach((entry) -> entries.put(this.tree.scalar(entry.getKeyNode()), entry));
		return entries;
	}

	/** All partners, in the order of the file. */
	List<RegisteredPartner> all() {
		return entries().entrySet().stream().map((entry) -> read(entry.getKey(), entry.getValue())).toList();
	}

	Optional<RegisteredPartner> find(String client) {
		return Optional.ofNullable(entries().get(client)).map((entry) -> read(client, entry));
	}

	/**
	 * The partner of that name.
	 * @throws Complaint if there is none
	 */
	RegisteredPartner get(String client) {
		return find(client)
			.orElseThrow(() -> new Complaint("There is no partner " + client + " in " + this.tree.file() + "."));
	}

	/** What the file says beside this partner, in its order. */
	Object contentBut(String client) {
		List<Object> content = new ArrayList<>();
		for (NodeTuple member : this.tree.members(this.tree.root())) {
			String name = this.tree.scalar(member.getKeyNode());
			if (!name.equals(PARTNERS)) {
				content.add(Map.entry(name, this.tree.content(member.getValueNode())));
			}
		}
		entries().forEach((name, entry) -> {
			if (!name.equals(client)) {
				content.add(Map.entry(name, this.tree.content(entry.getValueNode())));
			}
		});
		return content;
	}

	private RegisteredPartner read(String client, NodeTuple entry) {
		Map<String, Node> members = new LinkedHashMap<>();
		this.tree.members(entry.getValueNode())
			.forEach((member) -> members.put(this.tree.scalar(member.getKeyNode()), member.getValueNode()));
		return new RegisteredPartner(client, text(members, "name", ""), text(members, "status", ""),
				text(members, "plan", ""), list(members, "scopes"), list(members, "networks"),
				text(members, "binding", Binding.NONE.toString()), text(members, "contact", ""));
	}

	private String text(Map<String, Node> members, String name, String otherwise) {
		Node member = members.get(name);
		return (member != null) ? this.tree.scalar(member) : otherwise;
	}

	private List<String> list(Map<String, Node> members, String name) {
		Node member = members.get(name);
		return (member != null) ? this.tree.scalars(member) : List.of();
	}

	/** A member of a mapping that has to be there. */
	NodeTuple member(Node owner, String name) {
		return this.tree.members(owner)
			.stream()
			.filter((member) -> this.tree.scalar(member.getKeyNode()).equals(name))
			.findFirst()
			.orElseThrow(() -> this.tree.fault(owner, "has no '" + name + "'"));
	}

}
