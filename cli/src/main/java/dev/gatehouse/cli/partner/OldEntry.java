package dev.gatehouse.cli.partner;

import java.util.List;
import java.util.Objects;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Takes an entry out, with the comments in it; those above it stay. */
final class OldEntry {

	private final YamlTree tree;

	private final NodeTuple partners;

	private final NodeTuple entry;

	OldEntry(Registry registry, String client) {
		this.tree = registry.tree();
		this.partners = registry.partners();
		this.entry = Objects.requireNonNull(registry.entries().get(client));
	}

	String cut() {
		MappingNode all = (MappingNode) this.partners.getValueNode();
		return (all.getFlowStyle() == FlowStyle.FLOW) ? cutFlow(all.getValue()) : cutBlock(all.getValue().size() == 1);
	}

	private String cutFlow(List<NodeTuple> all) {
		int place = all.indexOf(this.entry);
		if (place < all.size() - 1) {
			return without(this.tree.start(this.entry.getKeyNode()), this.tree.start(all.get(place + 1).getKeyNode()));
		}
		int from = (place > 0) ? this.tree.end(all.get(place - 1).getValueNode())
				: this.tree.start(this.entry.getKeyNode());
		return without(from, this.tree.end(this.entry.getValueNode()));
	}

	private String cutBlock(boolean only) {
		Lines lines = new Lines(this.tree.text());
		int from = lines.start(this.tree.start(this.entry.getKeyNode()));
		int to = lines.behind(this.tree.end(this.entry.getValueNode()),
				this.entry.getKeyNode().getStartMark().getColumn());
		if (!only) {
			return without(from, to);
		}
		// A name with nothing behind it would be no mapping any more.
		int colon = this.tree.text().indexOf(':', this.tree.end(this.partners.getKeyNode())) + 1;
		return this.tree.text().substring(0, colon) + " {}" + this.tree.text().substring(colon, from)
				+ this.tree.text().substring(to);
	}

	private String without(int from, int to) {
		return this.tree.text().substring(0, from) + this.tree.text().substring(to);
	}

}
