package dev.gatehouse.cli.matrix;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML as the gateway does: one document, no aliases of mappings and lists. */
final class YamlTree {

	private static final int LARGEST_FILE = 64 * 1024 * 1024;

	private final String source;

	private YamlTree(String source) {
		this.source = source;
	}

	/**
	 * Reads a text.
	 * @param source what complaints call it
	 * @throws Complaint if it is empty, or not one YAML document
	 */
	static Node parse(String source, String text) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(LARGEST_FILE);
		options.setMaxAliasesForCollections(0);
		try {
			org.yaml.snakeyaml.nodes.@Nullable Node root = new Yaml(options).compose(new StringReader(text));
			if (root == null) {
				throw Node.fault(Place.of(source), "is empty");
			}
			return new YamlTree(source).node(root);
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 0;
			throw Node.fault(new Place(source, line), "is not YAML: " + ex.getProblem());
		}
		catch (YAMLException ex) {
			throw Node.fault(Place.of(source), "is not YAML: " + ex.getMessage());
		}
	}

	private Node node(org.yaml.snakeyaml.nodes.Node node) {
		return switch (node) {
			case MappingNode mapping -> new Node.Members(place(node), members(mapping));
			case SequenceNode sequence ->
				new Node.Items(place(node), sequence.getValue().stream().map(this::node).toList());
			case ScalarNode scalar ->
				new Node.Text(place(node), Tag.NULL.equals(scalar.getTag()) ? null : scalar.getValue());
			default -> throw Node.fault(place(node), "is not something that can be read");
		};
	}

	private List<Node.Member> members(MappingNode mapping) {
		List<Node.Member> members = new ArrayList<>();
		for (NodeTuple tuple : mapping.getValue()) {
			if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
				throw Node.fault(place(tuple.getKeyNode()), "a name must be a single value");
			}
			members.add(new Node.Member(key.getValue(), place(key), node(tuple.getValueNode())));
		}
		return members;
	}

	private Place place(org.yaml.snakeyaml.nodes.Node node) {
		return new Place(this.source, node.getStartMark().getLine() + 1);
	}

}
