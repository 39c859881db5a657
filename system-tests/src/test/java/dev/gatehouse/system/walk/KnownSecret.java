package dev.gatehouse.system.walk;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.system.Bank;

import static org.assertj.core.api.Assertions.assertThat;

/** The bank with this issuer, where every client's secret is this one. */
record KnownSecret(Bank bank, URI issuer, String secret) implements Bank {

	private static final Pattern SHOWN = Pattern.compile("(?m)^client secret +(\\S+)$");

	KnownSecret(Bank bank, String secret) {
		this(bank, bank.issuer(), secret);
	}

	/** The secret that an onboarding command has shown. */
	static String shownIn(String printed) {
		Matcher secret = SHOWN.matcher(printed);
		assertThat(secret.find()).isTrue();
		return secret.group(1);
	}

	@Override
	public URI gateway() {
		return this.bank.gateway();
	}

	@Override
	public URI management() {
		return this.bank.management();
	}

	@Override
	public String credential(String name) {
		return this.secret;
	}

	@Override
	public void close() {
		// Another owns it.
	}

}
