package dev.gatehouse.cli.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML or JSON text that knows its place, so that every complaint can name
 * it.
 */
sealed interface Node {

	Place place();

	/** A single value; null is null. */
	record Text(Place place, @Nullable String value) implements Node {
	}

	/** A list. */
	record Items(Place place, List<Node> nodes) implements Node {
	}

	/** A mapping, in which a name may still stand twice. */
	record Members(Place place, List<Member> list) implements Node {
	}

	/** A name and its value. */
	record Member(String name, Place place, Node value) {
	}

	/**
	 * The members of a mapping in their order.
	 * @throws Complaint if it is none, or a name stands twice
	 */
	default Map<String, Member> members() {
		if (!(this instanceof Members mapping)) {
			throw fault("must be a mapping");
		}
		Map<String, Member> members = new LinkedHashMap<>();
		for (Member member : mapping.list()) {
			if (members.putIfAbsent(member.name(), member) != null) {
				throw fault(member.place(), "'" + member.name() + "' stands twice");
			}
		}
		return members;
	}

	/** The members, of which none has another name than these. */
	default Map<String, Member> members(Set<String> known) {
		Map<String, Member> members = members();
		members.forEach((name, member) -> {
			if (!known.contains(name)) {
				throw fault(member.place(), "'" + name + "' is not known here");
			}
		});
		return members;
	}

	default List<Node> items() {
		if (!(this instanceof Items list)) {
			throw fault("must be a list");
		}
		return list.nodes();
	}

	default String text() {
		if (!(this instanceof Text single)) {
			throw fault("must be a single value");
		}
		if (single.value() == null) {
			throw fault("must have a value");
		}
		return single.value();
	}

	default boolean isNull() {
		return this instanceof Text single && single.value() == null;
	}

	default @Nullable Node get(String name) {
		Member member = members().get(name);
		return (member != null) ? member.value() : null;
	}

	default Node require(String name) {
		Node member = get(name);
		if (member == null) {
			throw fault("has no '" + name + "'");
		}
		return member;
	}

	/** A complaint that names this place. */
	default Complaint fault(String complaint) {
		return fault(place(), complaint);
	}

	static Complaint fault(Place place, String complaint) {
		return new Complaint(Printable.text(place + ": " + complaint));
	}

}
