package dev.gatehouse.gateway;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.web.server.Ssl;

/**
 * The cipher suites that are taken where the settings name none: those of TLS 1.3, and of
 * TLS 1.2 those with forward secrecy and authenticated encryption (RFC 9325, section
 * 4.2). Netty's own list has others too.
 */
final class ModernSuites {

	private static final List<String> ALL = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
			"TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
			"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
			"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
			"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

	private ModernSuites() {
	}

	/** Sets them for a server, whichever way it is told of its key. */
	static void set(NettyReactiveWebServerFactory factory) {
		Ssl tls = factory.getSsl();
		if (tls != null && tls.getCiphers() == null) {
			tls.setCiphers(suites());
		}
		SslBundles bundles = factory.getSslBundles();
		if (bundles != null) {
			factory.setSslBundles(new Bundles(bundles));
		}
	}

	private static String[] suites() {
		return ALL.toArray(String[]::new);
	}

	/** The bundles of the settings, with these suites where they name none. */
	private record Bundles(SslBundles all) implements SslBundles {

		@Override
		public SslBundle getBundle(String name) {
			return modern(this.all.getBundle(name));
		}

		@Override
		public void addBundleUpdateHandler(String name, Consumer<SslBundle> handler) {
			this.all.addBundleUpdateHandler(name, (bundle) -> handler.accept(modern(bundle)));
		}

		@Override
		public void addBundleRegisterHandler(BiConsumer<String, SslBundle> handler) {
			this.all.addBundleRegisterHandler((name, bundle) -> handler.accept(name, modern(bundle)));
		}

		@Override
		public List<String> getBundleNames() {
			return this.all.getBundleNames();
		}

		private static SslBundle modern(SslBundle bundle) {
			SslOptions options = bundle.getOptions();
			return (options.getCiphers() != null) ? bundle : SslBundle.of(bundle.getStores(), bundle.getKey(),
					SslOptions.of(suites(), options.getEnabledProtocols()), bundle.getProtocol(), bundle.getManagers());
		}

	}

}
