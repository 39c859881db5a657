package dev.gatehouse.gateway.problem;

import org.jspecify.annotations.Nullable;

/**
 * Where a refused client reads whose tokens are taken here (RFC 9728, section 5.1).
 *
 * @param url the URL that every challenge names; null: none is named
 */
public record MetadataLink(@Nullable String url) {

	/** Returns the parameter to put behind the others of a challenge. */
	String parameter() {
		return (this.url != null) ? ", resource_metadata=\"" + this.url + "\"" : "";
	}

}
