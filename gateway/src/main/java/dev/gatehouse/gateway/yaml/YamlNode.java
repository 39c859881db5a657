package dev.gatehouse.gateway.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A node of a YAML file that knows its line, so that every complaint can name it. */
public final class YamlNode {

	private static final int LARGEST_FILE = 64 * 1024 * 1024;

	private final String file;

	private final Node node;

	private final String pointer;

	private final int linesAbove;

	private YamlNode(String file, Node node, String pointer, int linesAbove) {
		this.file = file;
		this.node = node;
		this.pointer = pointer;
		this.linesAbove = linesAbove;
	}

	private YamlNode(YamlNode parent, Node node, String pointer) {
		this(parent.file, node, pointer, parent.linesAbove);
	}

	/**
	 * Reads a file.
	 * @throws InvalidSetting if it is missing, unreadable, empty or not one YAML document
	 */
	public static YamlNode read(Path path) {
		return parse(path.toString(), readText(path));
	}

	/**
	 * Reads a file as it stands.
	 * @throws InvalidSetting if it is missing, unreadable, or no UTF-8 text
	 */
	public static String readText(Path path) {
		String file = path.toString();
		try {
			return Files.readString(path);
		}
		catch (MalformedInputException ex) {
			throw new InvalidSetting(file, "is not UTF-8 text");
		}
		catch (IOException ex) {
			throw new InvalidSetting(file, "cannot be read");
		}
	}

	/** Parses text; {@code file} is the name that complaints carry. */
	public static YamlNode parse(String file, String text) {
		return parse(file, text, "", 0);
	}

	/**
	 * Parses a part of a file by itself.
	 * @param pointer where in the file it stands
	 * @param linesAbove the number of lines before it
	 * @throws InvalidSetting if it is not one YAML document
	 */
	public static YamlNode parse(String file, String text, String pointer, int linesAbove) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(LARGEST_FILE);
		options.setMaxAliasesForCollections(0);
		try {
			Node root = new Yaml(options).compose(new StringReader(text));
			if (root == null) {
				throw new InvalidSetting(file, "is empty");
			}
			return new YamlNode(file, root, pointer, linesAbove);
		}
		catch (MarkedYAMLException ex) {
			String line = (ex.getProblemMark() != null) ? ":" + (linesAbove + ex.getProblemMark().getLine() + 1) : "";
			throw new InvalidSetting(file + line, "is not YAML: " + ex.getProblem());
		}
		catch (YAMLException ex) {
			throw new InvalidSetting(file, "is not YAML: " + ex.getMessage());
		}
	}

	/**
	 * Returns the members of a mapping in their order. A name that stands twice is a
	 * fault.
	 */
	public Map<String, YamlNode> members() {
		if (!(this.node instanceof MappingNode mapping)) {
			throw fault("must be a mapping");
		}
		Map<String, YamlNode> members = new LinkedHashMap<>();
		for (NodeTuple tuple : mapping.getValue()) {
			YamlNode key = new YamlNode(this, tuple.getKeyNode(), this.pointer);
			String name = key.scalar();
			YamlNode value = new YamlNode(this, tuple.getValueNode(), this.pointer + "/" + escape(name));
			if (members.putIfAbsent(name, value) != null) {
				throw key.fault("'" + name + "' stands twice");
			}
		}
		return members;
	}

	/** Returns the members, and refuses names other than these. */
	public Map<String, YamlNode> members(Set<String> known) {
		Map<String, YamlNode> members = members();
		members.forEach((name, value) -> {
			if (!known.contains(name)) {
				throw value.fault("is not known here");
			}
		});
		return members;
	}

	public List<YamlNode> items() {
		if (!(this.node instanceof SequenceNode sequence)) {
			throw fault("must be a list");
		}
		List<Node> items = sequence.getValue();
		return java.util.stream.IntStream.range(0, items.size())
			.mapToObj((i) -> new YamlNode(this, items.get(i), this.pointer + "/" + i))
			.toList();
	}

	/** Returns the text of a scalar that is not null. */
	public String text() {
		if (Tag.NULL.equals(this.node.getTag())) {
			throw fault("must have a value");
		}
		return scalar();
	}

	public @Nullable YamlNode get(String name) {
		return members().get(name);
	}

	public YamlNode require(String name) {
		YamlNode member = get(name);
		if (member == null) {
			throw fault("has no '" + name + "'");
		}
		return member;
	}

	/**
	 * Returns the node at a JSON pointer below this one (RFC 6901), or null if there is
	 * none.
	 */
	public @Nullable YamlNode at(String pointer) {
		@Nullable YamlNode found = this;
		for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
			found = (found != null) ? found.child(step.replace("~1", "/").replace("~0", "~")) : null;
		}
		return found;
	}

	private @Nullable YamlNode child(String step) {
		return switch (this.node) {
			case MappingNode mapping -> get(step);
			case SequenceNode sequence when step.matches("0|[1-9]\\d{0,8}") -> {
				List<YamlNode> items = items();
				int index = Integer.parseInt(step);
				yield (index < items.size()) ? items.get(index) : null;
			}
			default -> null;
		};
	}

	/** Returns where this node stands in its file: a JSON pointer. */
	public String pointer() {
		return this.pointer;
	}

	public boolean isMapping() {
		return this.node instanceof MappingNode;
	}

	/**
	 * Returns the node with all below it as JSON, by the core schema of YAML 1.2 (OpenAPI
	 * 3.1, section 4.3).
	 */
	public JsonNode json() {
		return switch (this.node) {
			case MappingNode mapping -> {
				ObjectNode object = JsonNodeFactory.instance.objectNode();
				members().forEach((name, value) -> object.set(name, value.json()));
				yield object;
			}
			case SequenceNode sequence -> {
				ArrayNode array = JsonNodeFactory.instance.arrayNode();
				items().forEach((item) -> array.add(item.json()));
				yield array;
			}
			default -> CoreSchema.value((ScalarNode) this.node);
		};
	}

	/**
	 * Returns a complaint that names the file, the line and the JSON pointer of this
	 * node.
	 */
	public InvalidSetting fault(String complaint) {
		int line = this.linesAbove + this.node.getStartMark().getLine() + 1;
		return new InvalidSetting(this.file + ":" + line + (this.pointer.isEmpty() ? "" : " " + this.pointer),
				complaint);
	}

	private String scalar() {
		if (!(this.node instanceof ScalarNode scalar)) {
			throw fault("must be a single value");
		}
		return scalar.getValue();
	}

	private static String escape(String name) {
		return name.replace("~", "~0").replace("/", "~1");
	}

}
