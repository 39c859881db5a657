package dev.gatehouse.gateway.entry;

import java.net.InetAddress;

/**
 * Where a request comes from, as far as it can be believed.
 *
 * @param address the client's address: the peer's, or what trusted proxies say
 * @param forwardedFor the value of {@code X-Forwarded-For} for the service
 * @param proto {@code http} or {@code https}, as the client used it
 * @param host the authority that the client named
 * @param proxy the trusted proxy's address; empty if the peer is none
 */
public record Source(InetAddress address, String forwardedFor, String proto, String host, String proxy) {

	/** A client that is connected itself. */
	public Source(InetAddress address, String forwardedFor, String proto, String host) {
		this(address, forwardedFor, proto, host, "");
	}

	/** Returns the client's address as text. */
	public String text() {
		return isProxied() ? this.address.getHostAddress() : this.forwardedFor;
	}

	/** Returns whether a trusted proxy stands between: its other fields are believed. */
	public boolean isProxied() {
		return !this.proxy.isEmpty();
	}

}
