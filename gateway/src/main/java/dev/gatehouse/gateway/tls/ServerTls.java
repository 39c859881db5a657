package dev.gatehouse.gateway.tls;

import java.security.GeneralSecurityException;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;

/**
 * Sets up TLS of the gateway's own port: what Spring's settings say, narrowed to what is
 * safe, and its certificate watched.
 */
public final class ServerTls {

	/** What a key is called in metrics that stands in {@code server.ssl} itself. */
	private static final String OWN = "server";

	private final ServedCertificates served;

	ServerTls(ServedCertificates served) {
		this.served = served;
	}

	/**
	 * Sets it up, if it is asked for.
	 * @throws InvalidSetting if it cannot be served like this
	 */
	public void set(NettyReactiveWebServerFactory factory) {
		Ssl tls = factory.getSsl();
		Http2 second = factory.getHttp2();
		InvalidSetting.check(second == null || !second.isEnabled() || Ssl.isEnabled(tls), "server.http2.enabled",
				"needs TLS (server.ssl.bundle): HTTP/2 is spoken over nothing else");
		if (tls == null || !tls.isEnabled()) {
			return;
		}
		boolean asks = tls.getClientAuth() != null && tls.getClientAuth() != Ssl.ClientAuth.NONE;
		InvalidSetting.check(!asks || tls.getBundle() != null, "server.ssl.client-auth", "needs server.ssl.bundle");
		tls.setCiphers(ModernSuites.or(tls.getCiphers()));
		SslBundles bundles = factory.getSslBundles();
		if (bundles != null) {
			factory.setSslBundles(new CheckedBundles(bundles, asks, this.served));
		}
		begin(tls, factory.getSslBundles());
	}

	private void begin(Ssl tls, @Nullable SslBundles bundles) {
		if (tls.getBundle() == null) {
			begin(OWN, WebServerSslBundle.get(tls, bundles), "server.ssl", "server.ssl.enabled-protocols");
		}
		else if (bundles != null) {
			begin(tls.getBundle(), bundles);
			tls.getServerNameBundles().forEach((named) -> begin(named.bundle(), bundles));
		}
	}

	private void begin(String name, SslBundles bundles) {
		String key = "spring.ssl.bundle.*." + name;
		begin(name, bundles.getBundle(name), key, key + ".options.enabled-protocols");
	}

	private void begin(String name, SslBundle bundle, String key, String versions) {
		ModernSuites.check(bundle.getOptions().getEnabledProtocols(), versions);
		try {
			this.served.begun(name, Certificates.of(bundle));
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw new InvalidSetting(key, "cannot be served: " + ex.getMessage());
		}
	}

}
