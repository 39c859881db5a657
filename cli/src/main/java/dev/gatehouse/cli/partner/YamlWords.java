package dev.gatehouse.cli.partner;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Text as YAML writes it: plain where nothing can misread it, else in double quotes. */
final class YamlWords {

	/** Safe in block and in flow style. */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 .@_/+:-]*[A-Za-z0-9.])?");

	/** What YAML 1.2 takes for something else than text, and YAML 1.1 does not. */
	private static final Pattern NUMBER = Pattern.compile("[-+.0-9][-+.0-9eExXoO_:]*");

	private YamlWords() {
	}

	static String scalar(String text) {
		return isPlain(text) ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	/** A list in one line. */
	static String list(List<String> texts) {
		return texts.stream().map(YamlWords::scalar).collect(Collectors.joining(", ", "[", "]"));
	}

	private static boolean isPlain(String text) {
		return PLAIN.matcher(text).matches() && !text.contains(": ") && !NUMBER.matcher(text).matches()
				&& new Resolver().resolve(NodeId.scalar, text, true).equals(Tag.STR);
	}

}
