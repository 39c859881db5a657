package dev.gatehouse.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The certificates that a bundle holds for its keys. To read them is to check them: a
 * handshake would be the first to notice that a key does not fit.
 *
 * @param leaves one for each key
 */
record Certificates(List<X509Certificate> leaves) {

	private static final byte[] PROBE = { 1, 2, 3 };

	/**
	 * Reads them.
	 * @throws GeneralSecurityException if there is none, if a key is not that of its
	 * certificate, or if nobody is trusted although it is said whom to trust
	 */
	static Certificates of(SslBundle bundle) throws GeneralSecurityException {
		KeyStore keys = bundle.getStores().getKeyStore();
		KeyStore trust = bundle.getStores().getTrustStore();
		if (trust != null && trust.size() == 0) {
			throw new GeneralSecurityException("there is no certificate to trust");
		}
		List<X509Certificate> leaves = new ArrayList<>();
		if (keys != null) {
			for (String alias : aliases(keys, bundle.getKey().getAlias())) {
				leaves.add(leaf(keys, alias, password(bundle)));
			}
		}
		if (leaves.isEmpty()) {
			throw new GeneralSecurityException("there is no key with a certificate");
		}
		return new Certificates(List.copyOf(leaves));
	}

	/** Those of all keys, or of the one that is named. */
	private static List<String> aliases(KeyStore keys, @Nullable String named) throws GeneralSecurityException {
		List<String> aliases = new ArrayList<>();
		for (String alias : Collections.list(keys.aliases())) {
			if (keys.isKeyEntry(alias) && (named == null || named.equalsIgnoreCase(alias))) {
				aliases.add(alias);
			}
		}
		return aliases;
	}

	/** As Spring Boot chooses it. */
	private static char @Nullable [] password(SslBundle bundle) {
		String ofKey = bundle.getKey().getPassword();
		String password = (ofKey != null) ? ofKey : bundle.getStores().getKeyStorePassword();
		return (password != null) ? password.toCharArray() : null;
	}

	private static X509Certificate leaf(KeyStore keys, String alias, char @Nullable [] password)
			throws GeneralSecurityException {
		Key key = keys.getKey(alias, password);
		if (!(key instanceof PrivateKey own) || !(keys.getCertificate(alias) instanceof X509Certificate leaf)) {
			throw new GeneralSecurityException("there is no key with a certificate");
		}
		if (!fits(own, leaf.getPublicKey())) {
			throw new GeneralSecurityException("the key is not the certificate's");
		}
		return leaf;
	}

	private static boolean fits(PrivateKey own, PublicKey known) throws GeneralSecurityException {
		if (!own.getAlgorithm().equals(known.getAlgorithm())) {
			return false;
		}
		Signature signature = Signature.getInstance(switch (own.getAlgorithm()) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			default -> own.getAlgorithm();
		});
		signature.initSign(own);
		signature.update(PROBE);
		byte[] signed = signature.sign();
		signature.initVerify(known);
		signature.update(PROBE);
		return signature.verify(signed);
	}

	/**
	 * Checks that they can be shown now.
	 * @throws GeneralSecurityException if one has expired or is not valid yet
	 */
	void checkValidity(Instant now) throws GeneralSecurityException {
		for (X509Certificate leaf : this.leaves) {
			leaf.checkValidity(Date.from(now));
		}
	}

	/** Returns when the first of them expires. */
	Instant expiry() {
		return this.leaves.stream().map((leaf) -> leaf.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
	}

}
