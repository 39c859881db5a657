package dev.gatehouse.gateway.entry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Knows the certificate whose key a request's client has proven to hold: in the handshake
 * of its connection, or to a trusted proxy, which says so in {@code Client-Cert} (RFC
 * 9440). The certificate of a proxy's own connection is the proxy's and nobody else's.
 */
public final class ClientCertificates {

	private static final AttributeKey<String> THUMBPRINT = AttributeKey
		.valueOf(ClientCertificates.class.getName() + ".thumbprint");

	private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

	private ClientCertificates() {
	}

	/**
	 * Returns the certificate's SHA-256 thumbprint as a token names it (RFC 8705, section
	 * 3.1): 43 characters of base64url. Null: the client has shown none.
	 * @throws dev.gatehouse.gateway.problem.Refusal if a trusted proxy's field is
	 * malformed
	 */
	public static @Nullable String thumbprint(ServerHttpRequest request, Source source) {
		if (!source.isProxied()) {
			return ofConnection(request);
		}
		byte[] der = ofProxy(request);
		return (der != null) ? of(der) : null;
	}

	private static byte @Nullable [] ofProxy(ServerHttpRequest request) {
		List<String> lines = request.getHeaders().getOrEmpty(ClientCertField.NAME);
		return lines.isEmpty() ? null : ClientCertField.read(lines);
	}

	/**
	 * Checks what a trusted proxy says, whether or not anybody asks for it.
	 * @throws dev.gatehouse.gateway.problem.Refusal if its field is malformed
	 */
	public static void check(ServerHttpRequest request, Source source) {
		if (source.isProxied()) {
			ofProxy(request);
		}
	}

	private static @Nullable String ofConnection(ServerHttpRequest request) {
		Channel connection = SecureConnection.of(request);
		return connection.hasAttr(THUMBPRINT) ? connection.attr(THUMBPRINT).get() : null;
	}

	/**
	 * Notes on the connection, once its handshake is over, which certificate was shown in
	 * it, or in the handshake of the session that it resumes.
	 */
	static void note(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null && asks(tls.engine())) {
			channel.attr(THUMBPRINT).set(shown(tls.engine()));
		}
	}

	private static boolean asks(SSLEngine engine) {
		return engine.getWantClientAuth() || engine.getNeedClientAuth();
	}

	private static @Nullable String shown(SSLEngine engine) {
		try {
			return of(engine.getSession().getPeerCertificates()[0].getEncoded());
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the thumbprint of a certificate.
	 * @param der its encoding
	 */
	static String of(byte[] der) {
		try {
			return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(der));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
