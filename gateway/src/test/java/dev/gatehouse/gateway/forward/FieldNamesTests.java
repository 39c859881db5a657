package dev.gatehouse.gateway.forward;

import java.util.Locale;
import java.util.Random;

import dev.gatehouse.gateway.checklist.Checks;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No name, in no spelling, carries what a service believes of the gateway only. */
@Checks({ "A-84", "A-93" })
class FieldNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Proxy-Authorization", "DPoP", "X-Access-Token", "X-Id-Token",
			"X-Client-Id", "X-Client-Cert", "X-Client-DN", "X-User", "X-User-Id", "X-Auth-Subject",
			"X-Auth-Request-User", "X-Authenticated-Userid", "X-Authenticated-Scope", "X-Consumer-Id",
			"X-Consumer-Username", "X-Credential-Identifier", "X-Userinfo", "X-Scopes", "X-Roles", "X-Groups",
			"X-Tenant", "X-Tenant-Id", "X-Partner-Id", "X-Organization-Id", "X-JWT-Assertion", "X-Jwt-Payload",
			"X-Remote-User", "Remote-User", "REMOTE_USER", "X-Webauth-User", "OIDC_CLAIM_sub", "X-Forwarded-User",
			"X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Access-Token", "X-Forwarded-Client-Cert",
			"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix",
			"X-Forwarded-Path", "X-Forwarded-Server", "X-Forwarded-By", "X-Forwarded-Scheme", "X-Forwarded",
			"Forwarded", "Forwarded-For", "X-Forward-For", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP",
			"CF-Access-Jwt-Assertion", "Client-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-ProxyUser-Ip",
			"X-Remote-IP", "X-Remote-Addr", "X-Originating-IP", "Fastly-Client-IP", "X-Azure-ClientIP",
			"X-Appengine-User-Ip", "X-Original-URL", "X-Original-URI", "X-Original-Host", "X-Original-Method",
			"X-Original-Forwarded-For", "X-Rewrite-URL", "X-Override-URL", "X-Host", "X-HTTP-Host-Override",
			"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "Client-Cert", "Client-Cert-Chain",
			"X-SSL-Client-Cert", "X-SSL-Cert", "SSL-Client-Cert", "ssl_client_verify", "SSL_CLIENT_S_DN",
			"X-TLS-Client-Cert", "X-ARR-ClientCert", "X-Amzn-Mtls-Clientcert", "X-Amzn-Oidc-Data", "X-Amzn-Trace-Id",
			"X-Envoy-Original-Path", "X-Envoy-External-Address", "X-Envoy-Internal", "X-Ms-Client-Principal",
			"X-Goog-Authenticated-User-Email", "X-Goog-Iap-Jwt-Assertion", "X-Gateway-Secret", "X-Gatehouse-Id",
			"X-Kong-Request-Id", "X-RateLimit-Remaining", "RateLimit", "RateLimit-Policy", "X-Request-Id", "Via",
			"Host", "Content-Length", "Content_Length", "Transfer_Encoding", "Expect", "TE", "Trailer", "Upgrade",
			"Connection", "Keep-Alive", "Proxy-Connection", "HTTP2-Settings", "traceparent", "tracestate",
			"X-B3-TraceId", "b3", "uber-trace-id", "X-Cloud-Trace-Context", "X-Datadog-Trace-Id", "Sentry-Trace",
			"X-Pomerium-Jwt-Assertion", "X-Authentik-Username", "X-Spiffe-Id", "X-HTTP2-Scheme", "X-HTTP2-Stream-Id" })
	void nameThatSomebodyBelievesStaysHere(String name) {
		for (String spelling : new String[] { name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT),
				name.replace('-', '_'), name.replace('_', '-') }) {
			assertThat(FieldNames.passes(spelling)).as(spelling).isFalse();
			assertThat(FieldNames.passes(AsciiString.of(spelling))).as(spelling).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "Content-Encoding",
			"Content-Language", "Cookie", "User-Agent", "Idempotency-Key", "If-Match", "If-None-Match", "Range",
			"Prefer", "Origin", "Referer", "Cache-Control", "X-Own", "X-Correlation-Id", "X-Custom-Header",
			"X-Requested-With", "baggage", "Date", "Digest", "Signature", "X", "X-", "Clientele", "Hosted", "Viaduct",
			"Test", "X-Useful", "X-Authors", "!#$%&'*+-.^`|~9" })
	void anyOtherNameGoesOn(String name) {
		assertThat(FieldNames.passes(name)).isTrue();
	}

	@Test
	void verdictDoesNotDependOnWhatWasAskedBefore() {
		Random random = new Random(1);
		for (int i = 0; i < 100_000; i++) {
			String name = ((i & 1) == 0) ? "X-Client-" + random.nextInt(5000) : "X-Own-" + random.nextInt(5000);
			assertThat(FieldNames.passes(name)).isEqualTo(name.startsWith("X-Own"));
		}
	}

}
