package dev.gatehouse.cli.revocation;

/** Who says that he decides it: for the list and the log, and no proof of anything. */
final class Operator {

	private static final int LONGEST = 64;

	private Operator() {
	}

	static String name() {
		String name = System.getProperty("user.name", "").replaceAll("[^!-~]", "?");
		return name.isEmpty() ? "-" : name.substring(0, Math.min(name.length(), LONGEST));
	}

}
