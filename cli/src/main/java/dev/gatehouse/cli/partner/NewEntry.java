package dev.gatehouse.cli.partner;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Puts an entry behind the last one, written as the others are. */
final class NewEntry {

	private static final int USUAL_STEP = 2;

	private final YamlTree tree;

	private final MappingNode partners;

	NewEntry(Registry registry) {
		this.tree = registry.tree();
		// Its entries have been read, so it is a mapping.
		this.partners = (MappingNode) registry.partners().getValueNode();
	}

	String insert(EntryText entry) {
		if (this.partners.getValue().isEmpty()) {
			return insert(this.tree.start(this.partners) + 1, entry.flow());
		}
		NodeTuple last = this.partners.getValue().getLast();
		if (this.partners.getFlowStyle() == FlowStyle.FLOW) {
			return insert(this.tree.end(last.getValueNode()), ", " + entry.flow());
		}
		Lines lines = new Lines(this.tree.text());
		int indent = last.getKeyNode().getStartMark().getColumn();
		int at = lines.behind(this.tree.end(last.getValueNode()), indent);
		String text = entry.block(indent, step(), lines.lineEnd());
		if (lines.isOpen(at)) {
			// As before, the last line has no end.
			return insert(at, lines.lineEnd() + text.substring(0, text.length() - lines.lineEnd().length()));
		}
		return insert(at, text);
	}

	/** How much further in than its name the members of the first block entry stand. */
	private int step() {
		for (NodeTuple entry : this.partners.getValue()) {
			Node value = entry.getValueNode();
			if (value instanceof MappingNode members && members.getFlowStyle() != FlowStyle.FLOW
					&& !members.getValue().isEmpty()) {
				return members.getStartMark().getColumn() - entry.getKeyNode().getStartMark().getColumn();
			}
		}
		return USUAL_STEP;
	}

	private String insert(int at, String added) {
		return this.tree.text().substring(0, at) + added + this.tree.text().substring(at);
	}

}
