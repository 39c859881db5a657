package dev.gatehouse.gateway.entry;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody but a trusted proxy can say that a request comes from elsewhere. */
class SourcesTests {

	private static final Sources TRUSTING = new Sources(
			List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")));

	private static final Sources TRUSTING_NOBODY = new Sources(List.of());

	@Test
	void peerIsTheSourceWhenNobodyIsTrusted() {
		Source source = source(TRUSTING_NOBODY,
				request("10.0.0.1", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https"));
		assertThat(source.address().getHostAddress()).isEqualTo("10.0.0.1");
		assertThat(source.forwardedFor()).isEqualTo("10.0.0.1");
		assertThat(source.proto()).isEqualTo("http");
	}

	@Test
	void strangersForwardingHeadersAreNotBelieved() {
		Source source = source(TRUSTING,
				request("192.0.2.9", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https"));
		assertThat(source.address().getHostAddress()).isEqualTo("192.0.2.9");
		assertThat(source.forwardedFor()).isEqualTo("192.0.2.9");
		assertThat(source.proto()).isEqualTo("http");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			// one proxy
			"192.0.2.1 | 192.0.2.1",
			// what the client made up stands to the left of what the proxy saw
			"198.51.100.7, 192.0.2.1 | 192.0.2.1", "10.9.9.9, 192.0.2.1 | 192.0.2.1",
			// a chain of trusted proxies
			"192.0.2.1, 10.0.0.2, 10.0.0.3 | 192.0.2.1", "198.51.100.7, 192.0.2.1, 10.0.0.3 | 192.0.2.1",
			// all of them trusted: the farthest
			"10.0.0.4, 10.0.0.3 | 10.0.0.4",
			// what is no address ends the search: it is nobody, and not the proxy
			"192.0.2.1, unknown | 0.0.0.0", "192.0.2.1, unknown, 10.0.0.2 | 0.0.0.0", "192.0.2.1:x | 0.0.0.0",
			"192.0.2.1:4711 | 192.0.2.1", "'' | 0.0.0.0", "192.0.2.1, | 0.0.0.0", "localhost | 0.0.0.0",
			// IPv6, mapped IPv4
			"2001:db9::1, 2001:db8::5 | 2001:db9:0:0:0:0:0:1", "::ffff:192.0.2.1 | 192.0.2.1",
			"192.0.2.1, ::ffff:10.0.0.2 | 192.0.2.1" })
	void chainIsReadFromRightToLeft(String chain, String client) {
		assertThat(source(TRUSTING, request("10.0.0.1", "X-Forwarded-For: " + chain)).address().getHostAddress())
			.isEqualTo(client);
	}

	@Test
	void severalLinesAreOneChain() {
		Source source = source(TRUSTING,
				request("10.0.0.1", "X-Forwarded-For: 198.51.100.7", "X-Forwarded-For: 192.0.2.1, 10.0.0.2"));
		assertThat(source.address().getHostAddress()).isEqualTo("192.0.2.1");
		assertThat(source.forwardedFor()).isEqualTo("198.51.100.7, 192.0.2.1, 10.0.0.2, 10.0.0.1");
	}

	@Test
	void proxyWithoutAChainIsTheSource() {
		assertThat(source(TRUSTING, request("10.0.0.1")).address().getHostAddress()).isEqualTo("10.0.0.1");
	}

	@ParameterizedTest
	@CsvSource({ "https, https", "http, http", "HTTPS, http", "wss, http", "'https, http', http", "'', http" })
	void schemeOfATrustedProxyIsBelievedWhenItIsOne(String given, String proto) {
		assertThat(source(TRUSTING, request("10.0.0.1", "X-Forwarded-Proto: " + given)).proto()).isEqualTo(proto);
	}

	@Test
	void encryptedConnectionIsHttps() {
		assertThat(TRUSTING_NOBODY.of(MockServerHttpRequest.get("/").build(), true).proto()).isEqualTo("https");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			// one proxy
			"for=192.0.2.1 | 192.0.2.1", "For=192.0.2.1;proto=https;by=_x | 192.0.2.1",
			"for=\"192.0.2.1:80\" | 192.0.2.1", "for=\"[2001:db9::1]\" | 2001:db9:0:0:0:0:0:1",
			"for=\"[2001:db9::1]:_p\" | 2001:db9:0:0:0:0:0:1", "for=\"192.0.2.\\1\" | 192.0.2.1",
			";;for=192.0.2.1; | 192.0.2.1",
			// from right to left
			"for=198.51.100.7, for=192.0.2.1 | 192.0.2.1", "for=192.0.2.1, for=10.0.0.2 | 192.0.2.1",
			"for=10.9.9.9, for=192.0.2.1,for=10.0.0.3 | 192.0.2.1",
			"for=\"x,for=192.0.2.9\", for=192.0.2.1 | 192.0.2.1",
			// what says no address ends the search
			"for=192.0.2.1, for=unknown | 0.0.0.0", "for=192.0.2.1, for=_hidden, for=10.0.0.2 | 0.0.0.0",
			"for=192.0.2.1, proto=http | 0.0.0.0", "for=192.0.2.1, | 0.0.0.0",
			// what is not well-formed says nothing
			"for=192.0.2.1; for=192.0.2.2 | 0.0.0.0", "for = 192.0.2.1 | 0.0.0.0", "for=[::1] | 0.0.0.0",
			"192.0.2.1 | 0.0.0.0", "for=\"192.0.2.1 | 0.0.0.0", "for= | 0.0.0.0", "for=192.0.2.1 x=y | 0.0.0.0" })
	void standardChainIsReadFromRightToLeft(String forwarded, String client) {
		assertThat(source(TRUSTING, request("10.0.0.1", "Forwarded: " + forwarded)).address().getHostAddress())
			.isEqualTo(client);
		assertThat(source(TRUSTING, request("192.0.2.9", "Forwarded: " + forwarded)).address().getHostAddress())
			.isEqualTo("192.0.2.9");
	}

	@Test
	void twoChainsAreBelievedOnlyIfTheyAgree() {
		Source agreed = source(TRUSTING, request("10.0.0.1", "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1"));
		assertThat(agreed.address().getHostAddress()).isEqualTo("192.0.2.1");
		assertThat(agreed.forwardedFor()).isEqualTo("192.0.2.1, 10.0.0.1");
		Source disagreed = source(TRUSTING,
				request("10.0.0.1", "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.2"));
		assertThat(disagreed.address().isAnyLocalAddress()).isTrue();
		assertThat(disagreed.forwardedFor()).isEqualTo("unknown, 10.0.0.1");
	}

	/** The proxy writes one kind of field and lets the other through. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "for=\"x | for=203.0.113.9", "for=203.0.113.9, for=\"x | ``", "x y, for=203.0.113.9 | ``",
					"for=10.0.0.5 | ``", "for=192.0.2.7 | for=203.0.113.9" })
	void chainThatTheClientAddsMakesItNobodyElse(String first, String second) {
		List<String> headers = new ArrayList<>(List.of("X-Forwarded-For: 192.0.2.7", "Forwarded: " + first));
		if (!second.isEmpty()) {
			headers.add("Forwarded: " + second);
		}
		assertThat(source(TRUSTING, request("10.0.0.1", headers.toArray(String[]::new))).address().isAnyLocalAddress())
			.isTrue();
	}

	@Test
	void hopThatNamesNobodyIsUnknownToTheService() {
		Source source = source(TRUSTING, request("10.0.0.1", "Forwarded: proto=http, for=192.0.2.1, for=10.0.0.2"));
		assertThat(source.address().getHostAddress()).isEqualTo("192.0.2.1");
		assertThat(source.forwardedFor()).isEqualTo("unknown, 192.0.2.1, 10.0.0.2, 10.0.0.1");
	}

	@Test
	void nearestProxysSchemeAndHostStandLast() {
		Source source = source(TRUSTING, request("10.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Proto: http",
				"X-Forwarded-Host: evil.example", "X-Forwarded-Host: bank.example"));
		assertThat(source.proto()).isEqualTo("http");
		assertThat(source.host()).isEqualTo("bank.example");
	}

	@Test
	void schemesAndHostsThatDisagreeAreNotBelieved() {
		Source source = source(TRUSTING, request("10.0.0.1", "Host: inner", "X-Forwarded-Proto: https",
				"X-Forwarded-Host: evil.example", "Forwarded: for=192.0.2.1;proto=http;host=bank.example"));
		assertThat(source.proto()).isEqualTo("http");
		assertThat(source.host()).isEqualTo("inner");
	}

	@Test
	void standardChainIsToldTheServiceInBothWays() {
		Source source = source(TRUSTING,
				request("10.0.0.1", "Forwarded: for=192.0.2.1;proto=http, for=10.0.0.2;proto=https;host=bank.example"));
		assertThat(source.forwardedFor()).isEqualTo("192.0.2.1, 10.0.0.2, 10.0.0.1");
		assertThat(source.proto()).isEqualTo("https");
		assertThat(source.host()).isEqualTo("bank.example");
		assertThat(source.isProxied()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "bank.example | bank.example", "bank.example:8080 | bank.example:8080",
			"a, b | inner", "'' | inner", "a/b | inner", "a@b | inner" })
	void hostOfATrustedProxyIsBelievedWhenItIsOne(String given, String host) {
		assertThat(source(TRUSTING, request("10.0.0.1", "Host: inner", "X-Forwarded-Host: " + given)).host())
			.isEqualTo(host);
	}

	@Test
	void hostIsWhatTheClientNamed() {
		assertThat(source(TRUSTING_NOBODY,
				request("192.0.2.1", "Host: bank.example:8080", "X-Forwarded-Host: evil.example"))
			.host()).isEqualTo("bank.example:8080");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void unknownPeerIsNobodysNetwork(boolean loopbackIsTrusted) {
		Sources sources = new Sources(loopbackIsTrusted ? List.of(Network.parse("127.0.0.0/8")) : List.of());
		Source source = source(sources, MockServerHttpRequest.get("/").header("X-Forwarded-For", "192.0.2.1").build());
		assertThat(source.address().isAnyLocalAddress()).isTrue();
	}

	private static Source source(Sources sources, ServerHttpRequest request) {
		return sources.of(request, false);
	}

	private static ServerHttpRequest request(String peer, String... headers) {
		MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("/")
			.remoteAddress(new InetSocketAddress(peer, 4711));
		Arrays.stream(headers)
			.map((header) -> header.split(": ?", 2))
			.forEach((header) -> request.header(header[0], header[1]));
		return request.build();
	}

}
