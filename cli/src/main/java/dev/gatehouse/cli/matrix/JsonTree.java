package dev.gatehouse.cli.matrix;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON with its lines. Jackson's own tree does not keep them, and a YAML parser
 * takes for JSON what is none.
 */
final class JsonTree {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final String source;

	private final boolean hasLines;

	private final JsonParser parser;

	private JsonTree(String source, boolean hasLines, JsonParser parser) {
		this.source = source;
		this.hasLines = hasLines;
		this.parser = parser;
	}

	/**
	 * Reads a file's text.
	 * @param source what complaints call it
	 * @throws Complaint if it is not one JSON value, or a name stands twice in an object
	 */
	static Node file(String source, String text) {
		return parse(source, true, text);
	}

	/** Reads a server's answer, in which a line is nothing that anybody could look up. */
	static Node answer(String source, String text) {
		return parse(source, false, text);
	}

	private static Node parse(String source, boolean hasLines, String text) {
		try (JsonParser parser = JSON.createParser(text)) {
			if (parser.nextToken() == null) {
				throw Node.fault(Place.of(source), "is empty");
			}
			JsonTree tree = new JsonTree(source, hasLines, parser);
			Node root = tree.node();
			if (parser.nextToken() != null) {
				throw Node.fault(tree.place(), "is not JSON: something follows the value");
			}
			return root;
		}
		catch (JacksonException ex) {
			int line = (hasLines && ex.getLocation() != null) ? ex.getLocation().getLineNr() : 0;
			throw Node.fault(new Place(source, Math.max(line, 0)), "is not JSON: " + ex.getOriginalMessage());
		}
	}

	private Node node() {
		return switch (this.parser.currentToken()) {
			case START_OBJECT -> members();
			case START_ARRAY -> items();
			case VALUE_NULL -> new Node.Text(place(), null);
			default -> new Node.Text(place(), this.parser.getString());
		};
	}

	private Node members() {
		Place place = place();
		List<Node.Member> members = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_OBJECT) {
			String name = this.parser.currentName();
			Place named = place();
			this.parser.nextToken();
			members.add(new Node.Member(name, named, node()));
		}
		return new Node.Members(place, members);
	}

	private Node items() {
		Place place = place();
		List<Node> items = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			items.add(node());
		}
		return new Node.Items(place, items);
	}

	private Place place() {
		return this.hasLines ? new Place(this.source, this.parser.currentTokenLocation().getLineNr())
				: Place.of(this.source);
	}

}
