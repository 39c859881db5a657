package dev.gatehouse.gateway.walk;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/** Shows the one certificate it has, also to a server that asks for others. */
final class Insistent extends X509ExtendedKeyManager {

	private final X509ExtendedKeyManager keys;

	Insistent(X509ExtendedKeyManager keys) {
		this.keys = keys;
	}

	@Override
	public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return "own";
	}

	@Override
	public String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
		return "own";
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return this.keys.getCertificateChain(alias);
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return this.keys.getPrivateKey(alias);
	}

	@Override
	public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
		return new String[] { "own" };
	}

	@Override
	public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return null;
	}

}
