package dev.gatehouse.gateway.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/*
 * A tree with one level per path segment. A level holds its literal children in a map and at most one child that takes
 * any segment. Templates that could match one path are refused when they are added, so of two children at most one can
 * lead to a leaf, and a look-up visits a few nodes per segment whatever the number of operations.
 */

/**
 * Finds the operations of a path, in time that depends on the path and not on how many
 * operations there are.
 */
final class PathIndex {

	private final Level root = new Level();

	/**
	 * Adds an operation.
	 * @return the operation, or other template, that it collides with; null if it was
	 * added
	 */
	@Nullable Operation add(Operation operation) {
		String[] segments = operation.path().substring(1).split("/", -1);
		Operation rival = this.root.rival(segments, 0, operation.path());
		if (rival != null) {
			return rival;
		}
		Level level = this.root;
		for (String segment : segments) {
			level = level.child(segment);
		}
		return level.operations.putIfAbsent(operation.method(), operation);
	}

	/**
	 * Returns the operations by method of the one template that matches the path, or
	 * null.
	 */
	@Nullable Map<String, Operation> find(String path) {
		return this.root.find(path, 1);
	}

	static boolean isParameter(String segment) {
		return segment.startsWith("{");
	}

	private static final class Level {

		private final Map<String, Level> literals = new HashMap<>();

		private @Nullable Level any;

		private final Map<String, Operation> operations = new TreeMap<>();

		private Level child(String segment) {
			if (!isParameter(segment)) {
				return this.literals.computeIfAbsent(segment, (name) -> new Level());
			}
			if (this.any == null) {
				this.any = new Level();
			}
			return this.any;
		}

		private @Nullable Operation rival(String[] segments, int at, String path) {
			if (at == segments.length) {
				return this.operations.values().stream().filter((o) -> !o.path().equals(path)).findFirst().orElse(null);
			}
			Operation rival = (this.any != null) ? this.any.rival(segments, at + 1, path) : null;
			if (rival != null) {
				return rival;
			}
			if (!isParameter(segments[at])) {
				Level next = this.literals.get(segments[at]);
				return (next != null) ? next.rival(segments, at + 1, path) : null;
			}
			for (Level next : this.literals.values()) {
				rival = next.rival(segments, at + 1, path);
				if (rival != null) {
					return rival;
				}
			}
			return null;
		}

		private @Nullable Map<String, Operation> find(String path, int from) {
			int slash = path.indexOf('/', from);
			int to = (slash < 0) ? path.length() : slash;
			if (to == from) {
				return null;
			}
			Level literal = this.literals.get(path.substring(from, to));
			Map<String, Operation> found = (literal != null) ? literal.beyond(path, slash) : null;
			if (found == null && this.any != null) {
				found = this.any.beyond(path, slash);
			}
			return found;
		}

		private @Nullable Map<String, Operation> beyond(String path, int slash) {
			if (slash >= 0) {
				return find(path, slash + 1);
			}
			return this.operations.isEmpty() ? null : this.operations;
		}

	}

}
