package dev.gatehouse.service.revision;

/**
 * The number of a resource's state: it grows with every change and makes a strong entity
 * tag (RFC 9110, 8.8.3).
 */
public record Revision(long number) {

	public Revision {
		if (number < 0) {
			throw new IllegalArgumentException("a revision does not count below zero");
		}
	}

	/** The entity tag with its quotes, as {@code ResponseEntity.eTag} takes it. */
	public String tag() {
		return '"' + Long.toString(this.number) + '"';
	}

}
