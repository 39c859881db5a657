package dev.gatehouse.service.contract;

import java.util.Locale;

/** Media types as contracts name them. */
final class MediaTypes {

	private MediaTypes() {
	}

	/** Without parameters, in lower case. */
	static String bare(String contentType) {
		int parameters = contentType.indexOf(';');
		String bare = (parameters < 0) ? contentType : contentType.substring(0, parameters);
		return bare.strip().toLowerCase(Locale.ROOT);
	}

}
