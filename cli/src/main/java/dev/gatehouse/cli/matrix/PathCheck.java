package dev.gatehouse.cli.matrix;

import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;

/** Whether each path leads to one operation: the gateway takes no others. */
final class PathCheck {

	private static final String SEGMENTS = "(/([A-Za-z0-9._~-]+|\\{[A-Za-z][A-Za-z0-9_]*}))+";

	private PathCheck() {
	}

	/**
	 * Checks all of them against each other.
	 * @throws Complaint if two match one path
	 */
	static void check(List<Operation> operations) {
		for (int i = 0; i < operations.size(); i++) {
			Operation operation = operations.get(i);
			if (!operation.path().matches(SEGMENTS)) {
				throw Node.fault(operation.place(),
						operation.path() + " must be literal segments or whole-segment parameters");
			}
			for (Operation rival : operations.subList(0, i)) {
				if (collide(operation, rival)) {
					throw Node.fault(operation.place(),
							"%s and %s (%s) match one path".formatted(operation, rival, rival.place()));
				}
			}
		}
	}

	private static boolean collide(Operation one, Operation other) {
		return one.path().equals(other.path()) ? one.method().equals(other.method())
				: overlap(one.path().split("/", -1), other.path().split("/", -1));
	}

	private static boolean overlap(String[] one, String[] other) {
		boolean overlap = one.length == other.length;
		for (int i = 0; overlap && i < one.length; i++) {
			overlap = one[i].equals(other[i]) || one[i].startsWith("{") || other[i].startsWith("{");
		}
		return overlap;
	}

}
