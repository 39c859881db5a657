package dev.gatehouse.system.walk;

import java.net.URI;

import dev.gatehouse.system.Bank;

/** The bank, where every client's secret is this one. */
record KnownSecret(Bank bank, String secret) implements Bank {

	@Override
	public URI gateway() {
		return this.bank.gateway();
	}

	@Override
	public URI management() {
		return this.bank.management();
	}

	@Override
	public URI issuer() {
		return this.bank.issuer();
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
