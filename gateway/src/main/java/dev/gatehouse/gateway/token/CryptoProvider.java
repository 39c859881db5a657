package dev.gatehouse.gateway.token;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The JDK takes fifteen times as long for ES256 as for RS256, either of them on a thread that serves others. AWS-LC takes
 * less than three times as long, and a quarter of the JDK's time for RS256 (docs/decisions/0012-signatures.md). It is
 * native and made for one platform, and takes most of a second to load, so until then, and elsewhere, the JDK does it.
 */
/** Checks signatures: the JDK, or, once it is loaded, what is faster. */
public final class CryptoProvider {

	static final CryptoProvider JDK = new CryptoProvider(null);

	private static final Logger logger = LoggerFactory.getLogger(CryptoProvider.class);

	private static volatile CryptoProvider best = JDK;

	private final @Nullable Provider provider;

	private CryptoProvider(@Nullable Provider provider) {
		this.provider = provider;
	}

	/** Returns the best there is now. */
	static CryptoProvider best() {
		return best;
	}

	/** Starts to load a better one than the JDK. */
	static void prepare() {
		Thread.ofPlatform().daemon().name("crypto-provider").start(() -> best = load());
	}

	/** Returns AWS-LC, once it is loaded; where it cannot be had, it is the JDK. */
	public static CryptoProvider load() {
		try {
			AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
			Throwable error = provider.getLoadingError();
			if (error == null) {
				return new CryptoProvider(provider);
			}
			logger.warn("signatures are checked by the JDK, which is slower: {}", error.toString());
		}
		catch (LinkageError | RuntimeException ex) {
			logger.warn("signatures are checked by the JDK, which is slower: {}", ex.toString());
		}
		return JDK;
	}

	/**
	 * Returns what checks signatures of an algorithm, or makes them; it has the JDK's
	 * name.
	 */
	public Signature signature(String algorithm) throws NoSuchAlgorithmException {
		return (this.provider != null) ? Signature.getInstance(algorithm, this.provider)
				: Signature.getInstance(algorithm);
	}

	/** Returns what makes keys of a kind, which has the JDK's name. */
	public KeyPairGenerator keyPairGenerator(String kind) throws NoSuchAlgorithmException {
		return (this.provider != null) ? KeyPairGenerator.getInstance(kind, this.provider)
				: KeyPairGenerator.getInstance(kind);
	}

}
