package dev.gatehouse.gateway.record;

import java.net.URI;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

/**
 * Where the records are sent, too.
 *
 * @param uri {@code tcp://host:port} or {@code tls://host:port}
 * @param bundle the bundle of {@code spring.ssl.bundle} with what is trusted, and with
 * the gateway's certificate if it needs one; null: what the JVM trusts
 */
record SyslogSettings(@Nullable URI uri, @Nullable String bundle) {

	static final String BUNDLE = "gatehouse.audit.syslog.bundle";

	private static final String URI_KEY = "gatehouse.audit.syslog.uri";

	SyslogSettings {
		InvalidSetting.require(uri, URI_KEY);
		InvalidSetting.check(
				("tcp".equals(uri.getScheme()) || "tls".equals(uri.getScheme())) && uri.getHost() != null
						&& uri.getPort() > 0 && uri.getRawPath().isEmpty() && uri.getRawUserInfo() == null,
				URI_KEY, "must be tcp://host:port or tls://host:port");
		InvalidSetting.check(bundle == null || "tls".equals(uri.getScheme()), BUNDLE,
				"is of no use without tls:// in " + URI_KEY);
	}

	boolean isEncrypted() {
		return "tls".equals(address().getScheme());
	}

	URI address() {
		return InvalidSetting.require(this.uri, URI_KEY);
	}

}
