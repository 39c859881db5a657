package dev.gatehouse.gateway.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * Spring's bundles as the gateway's own port takes them: with {@link ModernSuites}, and
 * each new version of one only if it can be served. One that cannot leaves the version
 * before it in force.
 *
 * @param all the bundles of the settings
 * @param possession whether a certificate is taken from a client for its key alone where
 * a bundle does not say whom to trust (RFC 8705, section 2.2)
 * @param served is told what is served
 */
record CheckedBundles(SslBundles all, boolean possession, ServedCertificates served) implements SslBundles {

	private static final Logger logger = LoggerFactory.getLogger(CheckedBundles.class);

	@Override
	public SslBundle getBundle(String name) {
		return modern(this.all.getBundle(name));
	}

	@Override
	public void addBundleUpdateHandler(String name, Consumer<SslBundle> handler) {
		this.all.addBundleUpdateHandler(name, (bundle) -> replace(name, bundle, handler));
	}

	@Override
	public void addBundleRegisterHandler(BiConsumer<String, SslBundle> handler) {
		this.all.addBundleRegisterHandler((name, bundle) -> handler.accept(name, modern(bundle)));
	}

	@Override
	public List<String> getBundleNames() {
		return this.all.getBundleNames();
	}

	/** What a bundle's files hold shows when they are asked for it, here. */
	private void replace(String name, SslBundle bundle, Consumer<SslBundle> handler) {
		try {
			Certificates certificates = Certificates.of(bundle);
			this.served.checkValidity(certificates);
			handler.accept(modern(bundle));
			this.served.replaced(name, certificates);
			logger.info("the files of spring.ssl.bundle.*.{} were read again; its certificate is valid until {}", name,
					certificates.expiry());
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			this.served.kept(name);
			logger.error("the files of spring.ssl.bundle.*.{} have changed and cannot be served ({}); what was read"
					+ " before stays in force", name, ex.getMessage());
		}
	}

	private SslBundle modern(SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		return SslBundle.of(bundle.getStores(), bundle.getKey(),
				SslOptions.of(ModernSuites.or(options.getCiphers()), options.getEnabledProtocols()),
				bundle.getProtocol(), managers(bundle));
	}

	/** Without these Spring's would trust every authority of the JDK's list. */
	private SslManagerBundle managers(SslBundle bundle) {
		return (this.possession && bundle.getStores().getTrustStore() == null)
				? SslManagerBundle.of(bundle.getManagers().getKeyManagerFactory(), InsecureTrustManagerFactory.INSTANCE)
				: bundle.getManagers();
	}

}
