package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Set;

/**
 * Knows which of the caller's header fields a service must never see: those of the
 * connection, credentials, and whatever some server, gateway or cloud believes to be the
 * verified identity, the origin, the true target or the trace of a request.
 */
final class FieldNames {

	private static final Set<String> OURS = Set.of("authorization", "dpop", "host", "content-length", "expect", "via",
			"forwarded", "forwarded-for", "x-forwarded", "x-forward-for", "x-request-id", "traceparent", "tracestate",
			"b3", "uber-trace-id", "x-cloud-trace-context", "sentry-trace", "elastic-apm-traceparent", "newrelic",
			"grpc-trace-bin", "x-real-ip", "x-true-client-ip", "true-client-ip", "client-ip", "x-cluster-client-ip",
			"x-proxyuser-ip", "x-source-ip", "x-originating-ip", "x-custom-ip-authorization", "remote-addr",
			"remote-user", "x-webauth-user", "x-host", "x-http-host-override", "x-http-destinationurl",
			"x-http-method-override", "x-http-method", "x-method-override", "x-client", "x-consumer", "x-user",
			"x-username", "x-userid", "x-userinfo", "x-email", "x-subject", "x-principal", "x-identity", "x-claims",
			"x-scope", "x-scopes", "x-role", "x-roles", "x-group", "x-groups", "x-permissions", "x-tenant", "x-partner",
			"x-organization", "x-access-token", "x-id-token", "x-token", "x-api-key", "x-spiffe-id",
			"x-arr-clientcert");

	private static final List<String> OUR_FAMILIES = List.of("x-forwarded-", "x-client-", "x-user-", "x-auth-",
			"x-authenticated-", "x-authorization-", "x-authz-", "x-consumer-", "x-credential-", "x-tenant-",
			"x-partner-", "x-organization-", "x-principal-", "x-identity-", "x-jwt-", "x-token-", "x-oauth-", "oidc-",
			"mellon-", "x-gateway-", "x-gatehouse-", "x-internal-", "x-ssl-", "x-tls-", "x-mtls-", "ssl-client",
			"tls-client", "client-cert", "x-remote-", "x-original-", "x-override-", "x-rewrite-", "x-ratelimit-",
			"x-rate-limit-", "ratelimit", "x-envoy-", "x-istio-", "x-kong-", "x-apisix-", "x-3scale-", "x-tyk-",
			"x-authentik-", "x-pomerium-", "x-amzn-", "x-amz-cf-", "x-ms-client-", "x-ms-token-", "x-azure-",
			"x-appengine-", "x-goog-authenticated-", "x-goog-iap-", "cf-", "fastly-", "x-b3-", "x-ot-span-",
			"x-datadog-", "x-http2-");

	private static final Verdicts VERDICTS = new Verdicts(FieldNames::judge);

	private FieldNames() {
	}

	/** Returns whether a field of this name goes on to the service. */
	static boolean passes(CharSequence name) {
		return VERDICTS.passes(name);
	}

	/**
	 * Some servers read {@code X_Client_Id} as {@code X-Client-Id}: to us they are one
	 * name.
	 */
	private static boolean judge(String lowerCaseName) {
		String normal = lowerCaseName.replace('_', '-');
		return !HopByHop.includes(normal) && !OURS.contains(normal)
				&& OUR_FAMILIES.stream().noneMatch(normal::startsWith);
	}

}
