package dev.gatehouse.cli.partner;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.terminal.Complaint;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML text with the place of every node in it. Anchors are refused: behind one, an edit
 * of one entry would change another.
 *
 * @param file the name that complaints carry
 * @param text the text
 * @param root its only document
 */
record YamlTree(String file, String text, Node root) {

	private static final int LARGEST = 64 * 1024 * 1024;

	/**
	 * Reads text.
	 * @throws Complaint if it is not one YAML document without anchors
	 */
	static YamlTree parse(String file, String text) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(LARGEST);
		try {
			// Most files have neither character, and large ones are not read twice for
			// it.
			if (text.indexOf('&') >= 0 || text.indexOf('*') >= 0) {
				for (Event event : new Yaml(options).parse(new StringReader(text))) {
					refuseAnchor(file, event);
				}
			}
			Node root = new Yaml(options).compose(new StringReader(text));
			if (root == null) {
				throw new Complaint(file + " is empty.");
			}
			return new YamlTree(file, text, root);
		}
		catch (MarkedYAMLException ex) {
			String line = (ex.getProblemMark() != null) ? ":" + (ex.getProblemMark().getLine() + 1) : "";
			throw new Complaint(file + line + " is not YAML: " + ex.getProblem() + ".", ex);
		}
		catch (YAMLException ex) {
			throw new Complaint(file + " is not YAML: " + ex.getMessage() + ".", ex);
		}
	}

	private static void refuseAnchor(String file, Event event) {
		if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
			throw new Complaint(file + ":" + (event.getStartMark().getLine() + 1)
					+ " has an anchor or an alias, which this command does not edit: write it out.");
		}
	}

	/** The members of a mapping in their order; a name that stands twice is refused. */
	List<NodeTuple> members(Node node) {
		if (!(node instanceof MappingNode mapping)) {
			throw fault(node, "must be a mapping");
		}
		Set<String> names = new HashSet<>();
		for (NodeTuple member : mapping.getValue()) {
			if (!names.add(scalar(member.getKeyNode()))) {
				throw fault(member.getKeyNode(), "'" + scalar(member.getKeyNode()) + "' stands twice");
			}
		}
		return mapping.getValue();
	}

	String scalar(Node node) {
		if (!(node instanceof ScalarNode scalar)) {
			throw fault(node, "must be a single value");
		}
		return scalar.getValue();
	}

	List<String> scalars(Node node) {
		if (!(node instanceof SequenceNode sequence)) {
			throw fault(node, "must be a list");
		}
		return sequence.getValue().stream().map(this::scalar).toList();
	}

	/** What a node says, without how it is written; equal if it means the same. */
	Object content(Node node) {
		return switch (node) {
			case MappingNode mapping -> {
				List<Object> content = new ArrayList<>();
				members(mapping).forEach((member) -> content
					.add(Map.entry(scalar(member.getKeyNode()), content(member.getValueNode()))));
				yield content;
			}
			case SequenceNode sequence -> sequence.getValue().stream().map(this::content).toList();
			default -> node.getTag() + " " + scalar(node);
		};
	}

	/** Where a node begins in the text. */
	int start(Node node) {
		return this.text.offsetByCodePoints(0, node.getStartMark().getIndex());
	}

	/**
	 * Where the last word of a node ends. A block collection's own mark lies behind the
	 * comments and empty lines that follow it.
	 */
	int end(Node node) {
		if (isBlock(node) && node instanceof MappingNode mapping) {
			return end(mapping.getValue().getLast().getValueNode());
		}
		if (isBlock(node) && node instanceof SequenceNode sequence) {
			return end(sequence.getValue().getLast());
		}
		return this.text.offsetByCodePoints(0, node.getEndMark().getIndex());
	}

	private static boolean isBlock(Node node) {
		return node instanceof CollectionNode<?> collection && collection.getFlowStyle() != FlowStyle.FLOW
				&& !collection.getValue().isEmpty();
	}

	Complaint fault(Node node, String what) {
		return new Complaint(this.file + ":" + (node.getStartMark().getLine() + 1) + " " + what + ".");
	}

}
