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
		URI address = InvalidSetting.require(uri, URI_KEY);
		boolean encrypted = "tls".equals(address.getScheme());
		InvalidSetting.check(
				(encrypted || "tcp".equals(address.getScheme())) && address.getHost() != null && address.getPort() > 0
						&& address.getRawPath().isEmpty() && address.getRawUserInfo() == null,
				URI_KEY, "must be tcp://host:port or tls://host:port");
		InvalidSetting.check(bundle == null || encrypted, BUNDLE, "is of no use without tls:// in " + URI_KEY);
	}

	boolean isEncrypted() {
		return "tls".equals(address().getScheme());
	}

	URI address() {
		return InvalidSetting.require(this.uri, URI_KEY);
	}

}
