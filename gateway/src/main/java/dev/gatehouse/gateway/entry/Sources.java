package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Finds out where a request comes from. Forwarding headers are believed from trusted
 * proxies only, and of the chain they give, read from right to left, the first address
 * that is no trusted proxy is the client.
 */
final class Sources {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	private static final String FORWARDED = "Forwarded";

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
		return proxied(peer, headers, direct, host);
	}

	/**
	 * A proxy that writes one kind of field may let the other pass as the client wrote
	 * it. Two chains that disagree are both not believed.
	 */
	private Source proxied(InetAddress peer, HttpHeaders headers, String direct, String host) {
		List<Forwarded.Hop> listed = listed(headers);
		List<Forwarded.Hop> described = Forwarded.read(headers.getOrEmpty(FORWARDED));
		List<Forwarded.Hop> chain = listed.isEmpty() ? described : listed;
		InetAddress client = client(chain, peer);
		if (!described.isEmpty() && !client.equals(client(described, peer))) {
			client = peer;
			chain = List.of();
		}
		String proxy = peer.getHostAddress();
		String forwardedFor = chain.stream().map((hop) -> hop.node() + ", ").collect(Collectors.joining()) + proxy;
		Forwarded.Hop nearest = described.isEmpty() ? Forwarded.Hop.EMPTY : described.getLast();
		return new Source(client, forwardedFor, proto(headers, nearest, direct), host(headers, nearest, host), proxy);
	}

	private static String proto(HttpHeaders headers, Forwarded.Hop nearest, String direct) {
		for (String given : new @Nullable String[] { headers.getFirst("X-Forwarded-Proto"), nearest.proto() }) {
			if (given != null && (given.equals("https") || given.equals("http"))) {
				return given;
			}
		}
		return direct;
	}

	private static String host(HttpHeaders headers, Forwarded.Hop nearest, String direct) {
		for (String given : new @Nullable String[] { headers.getFirst("X-Forwarded-Host"), nearest.host() }) {
			if (given != null && Authority.is(given)) {
				return given;
			}
		}
		return direct;
	}

	private InetAddress client(List<Forwarded.Hop> chain, InetAddress peer) {
		InetAddress client = peer;
		for (Forwarded.Hop hop : chain.reversed()) {
			byte[] address = hop.address();
			if (address == null) {
				return client;
			}
			client = address(address);
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

	private static List<Forwarded.Hop> listed(HttpHeaders headers) {
		List<Forwarded.Hop> chain = new ArrayList<>();
		for (String line : headers.getOrEmpty(FORWARDED_FOR)) {
			for (String hop : line.split(",", -1)) {
				chain.add(new Forwarded.Hop(hop.strip(), null, null));
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
