package dev.gatehouse.gateway.revocation;

import org.jspecify.annotations.Nullable;

/**
 * What is revoked.
 *
 * @param kind what it is
 * @param id its name, exactly as tokens have it
 */
record Subject(Kind kind, String id) {

	private static final int LONGEST = 1024;

	Subject {
		if (id.isBlank() || id.length() > LONGEST || !isPlain(id)) {
			throw new IllegalArgumentException(
					"a " + kind.id() + " is text of 1 to " + LONGEST + " characters without control characters");
		}
	}

	/** Half a surrogate pair could not be written as UTF-8. */
	private static boolean isPlain(String id) {
		return id.codePoints()
			.noneMatch((c) -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
	}

	/** Returns the name that it has in the store and on disk. */
	String field() {
		return this.kind.id() + ":" + this.id;
	}

	/**
	 * Reads such a name.
	 * @return null if it is none
	 */
	static @Nullable Subject ofField(String field) {
		for (Kind kind : Kind.values()) {
			if (field.startsWith(kind.id() + ":")) {
				try {
					return new Subject(kind, field.substring(kind.id().length() + 1));
				}
				catch (IllegalArgumentException ex) {
					return null;
				}
			}
		}
		return null;
	}

	/** For the log, in which a name must not write lines of its own. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.kind.id()).append(' ');
		this.id.chars()
			.forEach((c) -> text.append((c > ' ' && c < 127) ? Character.toString(c) : "\\u%04x".formatted(c)));
		return text.toString();
	}

}
