package dev.gatehouse.system.walk;

import java.net.URI;

import dev.gatehouse.system.Bank;

/** The bank with this issuer, where every client's secret is this one. */
record KnownSecret(Bank bank, URI issuer, String secret) implements Bank {

	KnownSecret(Bank bank, String secret) {
		this(bank, bank.issuer(), secret);
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
