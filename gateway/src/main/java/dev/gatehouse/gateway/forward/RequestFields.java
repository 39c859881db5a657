package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.record.Passage;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the service: the caller's header fields without those that concern the
 * connection, the credentials, or that only the gateway may set; and the gateway's own,
 * added last, so that nothing the caller sends can remove them.
 */
final class RequestFields {

	private static final String VIA = "1.1 gatehouse";

	private static final Set<String> OURS = Set.of("authorization", "x-client-id", "x-request-id", "traceparent",
			"tracestate", "forwarded", "via", "host", "content-length", "expect", "x-real-ip", "x-http-method-override",
			"x-http-method", "x-method-override", "x-userinfo", "x-scopes", "x-scope", "x-roles", "x-groups",
			"x-tenant", "x-tenant-id", "x-access-token", "x-id-token", "dpop", "cf-connecting-ip", "client-ip",
			"fastly-client-ip", "x-proxyuser-ip", "x-custom-ip-authorization", "x-host", "remote-user",
			"true-client-ip", "x-cluster-client-ip");

	/**
	 * Families of names that some gateway or server uses for an identity it has verified.
	 */
	private static final List<String> OUR_FAMILIES = List.of("x-forwarded-", "x-client-", "x-user-", "x-auth-",
			"x-authenticated-", "x-consumer-", "x-credential-", "x-gateway-", "x-gatehouse-", "x-ssl-", "x-remote-",
			"x-ratelimit-", "x-original-", "x-override-", "x-rewrite-", "x-envoy-", "ssl-client", "client-cert",
			"x-jwt-");

	private RequestFields() {
	}

	/** Writes the fields of the request to the service. */
	static void write(org.springframework.http.HttpHeaders from, HttpHeaders to, Passage passage, String authority) {
		Set<String> nominated = HopByHop.nominated(from.getOrEmpty("Connection"));
		to.clear();
		to.set("Host", authority);
		from.forEach((name, values) -> {
			String normal = normal(name);
			if (!HopByHop.includes(normal, nominated) && !isOurs(normal)) {
				to.add(name, values);
			}
		});
		Source source = passage.requiredSource();
		to.set("X-Client-Id", passage.requiredCaller().partner().client());
		to.set("X-Request-Id", passage.requestId());
		to.set("traceparent", passage.traceParent());
		to.set("X-Forwarded-For", source.forwardedFor());
		to.set("X-Forwarded-Proto", source.proto());
		to.set("X-Forwarded-Host", source.host());
		to.set("Via", VIA);
	}

	/**
	 * Some servers read {@code X_Client_Id} as {@code X-Client-Id}: to us they are one
	 * name.
	 */
	private static String normal(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static boolean isOurs(String normal) {
		if (OURS.contains(normal)) {
			return true;
		}
		for (String family : OUR_FAMILIES) {
			if (normal.startsWith(family)) {
				return true;
			}
		}
		return false;
	}

	/** Sets how long the body is, if it was announced; else it goes in chunks. */
	static void frame(org.springframework.http.HttpHeaders from, HttpHeaders to) {
		@Nullable String length = from.getFirst("Content-Length");
		if (length != null) {
			to.set("Content-Length", length);
		}
		else {
			to.set("Transfer-Encoding", "chunked");
		}
	}

}
