package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Finds out where a request comes from. Forwarding headers are believed from trusted
 * proxies only, and of the chain they give, read from right to left, the first address
 * that is no trusted proxy is the client.
 */
final class Sources {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	private final List<Network> proxies;

	Sources(List<Network> proxies) {
		this.proxies = proxies;
	}

	Source of(ServerHttpRequest request) {
		InetAddress peer = peer(request);
		HttpHeaders headers = request.getHeaders();
		String host = String.valueOf(headers.getFirst(HttpHeaders.HOST));
		String direct = (request.getSslInfo() != null) ? "https" : "http";
		if (this.proxies.isEmpty() || !isProxy(peer)) {
			return new Source(peer, peer.getHostAddress(), direct, host);
		}
		List<String> chain = chain(headers);
		chain.add(peer.getHostAddress());
		return new Source(client(chain, peer), String.join(", ", chain), proto(headers, direct), host);
	}

	private static String proto(HttpHeaders headers, String direct) {
		String given = headers.getFirst("X-Forwarded-Proto");
		return (given != null && (given.equals("https") || given.equals("http"))) ? given : direct;
	}

	private InetAddress client(List<String> chain, InetAddress peer) {
		InetAddress client = peer;
		for (int i = chain.size() - 2; i >= 0; i--) {
			byte[] hop = Network.addressBytes(chain.get(i));
			if (hop == null) {
				return client;
			}
			client = address(hop);
			if (!isProxy(client)) {
				return client;
			}
		}
		return client;
	}

	private boolean isProxy(InetAddress address) {
		for (Network proxy : this.proxies) {
			if (proxy.contains(address)) {
				return true;
			}
		}
		return false;
	}

	private static List<String> chain(HttpHeaders headers) {
		List<String> chain = new ArrayList<>();
		for (String line : headers.getOrEmpty(FORWARDED_FOR)) {
			for (String hop : line.split(",", -1)) {
				chain.add(hop.strip());
			}
		}
		return chain;
	}

	/**
	 * A peer that is not known gets the address of nobody, which is in no partner's
	 * network.
	 */
	private static InetAddress peer(ServerHttpRequest request) {
		InetSocketAddress peer = request.getRemoteAddress();
		return (peer != null) ? peer.getAddress() : new InetSocketAddress(0).getAddress();
	}

	private static InetAddress address(byte[] bytes) {
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
