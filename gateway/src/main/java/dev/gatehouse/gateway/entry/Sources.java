package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

	/** Who is not known has the address of nobody, which is in no partner's network. */
	private static final InetAddress NOBODY = new InetSocketAddress(0).getAddress();

	private static final String UNKNOWN = "unknown";

	private final List<Network> proxies;

	Sources(List<Network> proxies) {
		this.proxies = proxies;
	}

	/**
	 * Returns the source of a request.
	 * @param isSecure whether its own connection is one with TLS
	 */
	Source of(ServerHttpRequest request, boolean isSecure) {
		InetAddress peer = peer(request);
		HttpHeaders headers = request.getHeaders();
		String host = String.valueOf(headers.getFirst(HttpHeaders.HOST));
		String direct = isSecure ? "https" : "http";
		if (this.proxies.isEmpty() || !isProxy(peer)) {
			return new Source(peer, peer.getHostAddress(), direct, host);
		}
		return proxied(peer, headers, direct, host);
	}

	/**
	 * A proxy that writes one kind of field may let the other pass as the client wrote
	 * it. Two chains that disagree are both not believed, and whoever the request is from
	 * then, it is not the proxy, whose address may be in a partner's network.
	 */
	private Source proxied(InetAddress peer, HttpHeaders headers, String direct, String host) {
		List<Forwarded.Hop> listed = listed(headers);
		List<Forwarded.Hop> described = Forwarded.read(headers.getOrEmpty(FORWARDED));
		List<Forwarded.Hop> chain = listed.isEmpty() ? described : listed;
		InetAddress client = client(chain, peer);
		if (!described.isEmpty() && !client.equals(client(described, peer))) {
			client = NOBODY;
			chain = List.of(Forwarded.Hop.EMPTY);
		}
		String proxy = peer.getHostAddress();
		String forwardedFor = chain.stream()
			.map((hop) -> Objects.requireNonNullElse(hop.node(), UNKNOWN) + ", ")
			.collect(Collectors.joining()) + proxy;
		Forwarded.Hop nearest = described.isEmpty() ? Forwarded.Hop.EMPTY : described.getLast();
		return new Source(client, forwardedFor, proto(headers, nearest, direct), host(headers, nearest, host), proxy);
	}

	private static String proto(HttpHeaders headers, Forwarded.Hop nearest, String direct) {
		String given = agreed(last(headers, "X-Forwarded-Proto"), nearest.proto());
		return (given != null && (given.equals("https") || given.equals("http"))) ? given : direct;
	}

	private static String host(HttpHeaders headers, Forwarded.Hop nearest, String direct) {
		String given = agreed(last(headers, "X-Forwarded-Host"), nearest.host());
		return (given != null && Authority.is(given)) ? given : direct;
	}

	/** The nearest proxy's stands last, if it has not replaced what others wrote. */
	private static @Nullable String last(HttpHeaders headers, String name) {
		List<String> lines = headers.getOrEmpty(name);
		return lines.isEmpty() ? null : lines.getLast();
	}

	/** Of two that disagree one is the client's, and nobody knows which. */
	private static @Nullable String agreed(@Nullable String listed, @Nullable String described) {
		if (listed == null || described == null) {
			return (listed != null) ? listed : described;
		}
		return listed.equals(described) ? listed : null;
	}

	private InetAddress client(List<Forwarded.Hop> chain, InetAddress peer) {
		InetAddress client = peer;
		for (Forwarded.Hop hop : chain.reversed()) {
			byte[] address = hop.address();
			if (address == null) {
				return NOBODY;
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
				String node = hop.strip();
				chain.add(new Forwarded.Hop(node.isEmpty() ? null : node, null, null));
			}
		}
		return chain;
	}

	private static InetAddress peer(ServerHttpRequest request) {
		InetSocketAddress peer = request.getRemoteAddress();
		return (peer != null) ? peer.getAddress() : NOBODY;
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
