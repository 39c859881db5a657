package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * Makes requests that nobody lets in, each with names that never come again: paths,
 * methods, hosts, clients, keys, scopes, tokens and header fields. Of clients that the
 * issuer knows and the bank does not there are as many as can be signed in a second; the
 * same number makes the same ones.
 */
final class Strangers {

	private static final int SIGNED = 1000;

	/** What ends a label, a line or a string somewhere. */
	private static final String[] STRANGE = { "\"} 1", "a\\nb", "{le=\"+Inf\"}", "# EOF", "$(id)", "'; --", "%0d%0a",
			"caf\u00e9\u0080\u00ff", "a\tb", "\\\"", ",,;;==", "x".repeat(2000) };

	private final Random random;

	private final List<String> clients;

	private final List<String> keys;

	private final List<String> scopes;

	private Strangers(Random random, List<String> clients, List<String> keys, List<String> scopes) {
		this.random = random;
		this.clients = clients;
		this.keys = keys;
		this.scopes = scopes;
	}

	static Strangers of(Bank bank, long number) {
		Random random = new Random(number);
		return new Strangers(random, signed(SIGNED, () -> client(bank, random).text()),
				signed(SIGNED / 4,
						() -> bank.token().signedBy(Keys.EC, JWSAlgorithm.ES256).header("kid", name(random)).text()),
				signed(SIGNED / 4,
						() -> bank.token().signedBy(Keys.EC, JWSAlgorithm.ES256).scope(name(random)).text()));
	}

	/** The client of a token that has expired is recorded too. */
	private static TestTokens client(Bank bank, Random random) {
		TestTokens token = bank.token().signedBy(Keys.EC, JWSAlgorithm.ES256).client(name(random));
		return (random.nextInt(4) == 0) ? token.expired() : token;
	}

	private static List<String> signed(int number, java.util.function.Supplier<String> token) {
		return IntStream.range(0, number).mapToObj((i) -> token.get()).toList();
	}

	/** The same strangers, who go on with other names. */
	Strangers others(long number) {
		return new Strangers(new Random(number), this.clients, this.keys, this.scopes);
	}

	private static String name(Random random) {
		return "stranger-" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
	}

	/** Returns the next request; of each eight there is one of each kind. */
	Call next(int i) {
		String name = name(this.random);
		return switch (i % 8) {
			case 0 -> Call.get("/v1/" + name)
				.header(name, name)
				.header("X-Request-Id", name)
				.header("X-Client-Id", name)
				.header("X-Forwarded-Host", name)
				.header("traceparent", name);
			case 1 -> Call.of("X" + name.substring(9).toUpperCase(Locale.ROOT), "/v1/accounts");
			case 2 -> Call.get("/v1/accounts").token(any(this.clients));
			case 3 -> Call.get("/v1/accounts").token(any(this.keys));
			case 4 -> Call.get("/v1/accounts/" + name).token(name);
			case 5 -> Call.get("/v1/accounts?" + name + "=" + name).token(any(this.scopes));
			case 6 -> Call.get("/v1/cards/" + name).host(name + ".example:" + (1 + this.random.nextInt(65_000)));
			default -> Call.get("/v1/cards")
				.header("X-" + name, strange())
				.header("User-Agent", strange())
				.header("traceparent", trace())
				.header("tracestate", strange())
				.header("Accept", strange())
				.header("X-Client-Id", strange());
		};
	}

	private String any(List<String> tokens) {
		return tokens.get(this.random.nextInt(tokens.size()));
	}

	private String strange() {
		return STRANGE[this.random.nextInt(STRANGE.length)] + Long.toString(this.random.nextLong(), 36);
	}

	/** A valid one, which the metrics show as an exemplar and never as a series. */
	private String trace() {
		return String.format(Locale.ROOT, "00-%016x%016x-%016x-01", this.random.nextLong(), this.random.nextLong(),
				this.random.nextLong());
	}

}
