package dev.gatehouse.gateway.token;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.gateway.revocation.Cutoffs;
import dev.gatehouse.gateway.revocation.Revocations;

/** Revokes what a test says, and remembers what it was asked. */
final class TestRevocations implements Cutoffs {

	static final Revocations NONE = new Revocations(List.of());

	private final List<String> asked = new ArrayList<>();

	private String client = "";

	private boolean known = true;

	void client(String client) {
		this.client = client;
	}

	void nothing() {
		this.client = "";
	}

	void isKnown(boolean known) {
		this.known = known;
	}

	List<String> asked() {
		return List.copyOf(this.asked);
	}

	@Override
	public boolean areKnown() {
		return this.known;
	}

	@Override
	public boolean concern(String client, String tokenId, String keyId, long issued) {
		this.asked.add(client + " " + tokenId + " " + keyId + " " + issued);
		return client.equals(this.client);
	}

}
