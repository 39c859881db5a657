package dev.gatehouse.gateway.metadata;

import java.net.URI;
import java.net.URISyntaxException;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway says of itself.
 *
 * @param publicUri the address that partners call, and with it the resource identifier
 * (RFC 9728, section 1.2); absent: not known, and no challenge refers to the metadata
 * @param resourceName a name for people
 * @param resourceDocumentation where developers read on
 * @param issuer whose tokens are taken
 */
@ConfigurationProperties("gatehouse")
record MetadataSettings(@Nullable String publicUri, @Nullable String resourceName,
		@Nullable String resourceDocumentation, @DefaultValue Issuer issuer) {

	MetadataSettings {
		if (publicUri != null) {
			URI uri = uri(publicUri, "gatehouse.public-uri");
			InvalidSetting.check(isOrigin(uri), "gatehouse.public-uri", "must be scheme, host and port alone");
			InvalidSetting.check("https".equals(uri.getScheme()) || isOfThisMachine(uri), "gatehouse.public-uri",
					"must be https, or http on a loopback address");
			publicUri = publicUri.endsWith("/") ? publicUri.substring(0, publicUri.length() - 1) : publicUri;
		}
		if (resourceDocumentation != null) {
			URI uri = uri(resourceDocumentation, "gatehouse.resource-documentation");
			InvalidSetting.check("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()),
					"gatehouse.resource-documentation", "must be an http or https URL");
		}
	}

	private static URI uri(String text, String key) {
		try {
			URI uri = new URI(text);
			InvalidSetting.check(uri.getHost() != null && uri.toASCIIString().equals(text), key, "must be a URL");
			return uri;
		}
		catch (URISyntaxException ex) {
			throw new InvalidSetting(key, "must be a URL");
		}
	}

	private static boolean isOrigin(URI uri) {
		return (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/")) && uri.getRawQuery() == null
				&& uri.getRawFragment() == null && uri.getRawUserInfo() == null;
	}

	private static boolean isOfThisMachine(URI uri) {
		return "http".equals(uri.getScheme())
				&& uri.getHost().matches("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
	}

	/**
	 * The issuer.
	 *
	 * @param uri as in {@code iss}; the token room checks it
	 */
	record Issuer(@Nullable String uri) {
	}

}
