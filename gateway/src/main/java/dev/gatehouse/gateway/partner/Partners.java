package dev.gatehouse.gateway.partner;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.gatehouse.gateway.entry.Network;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds the partner behind a verified token. */
public final class Partners {

	private final Registry registry;

	private final FreshTokens tokens;

	Partners(Registry registry, FreshTokens tokens) {
		this.registry = registry;
		this.tokens = tokens;
		registry.whenOneLeaves(tokens::forget);
	}

	/** Asks to be told which client is no longer registered. */
	public void whenOneLeaves(Consumer<String> farewell) {
		this.registry.whenOneLeaves(farewell);
	}

	/**
	 * Counts a token of this client that had to be verified. The same one counts once.
	 */
	public void countFreshToken(String client, String token) {
		this.tokens.count(client, token, this::isRegistered);
	}

	private boolean isRegistered(String client) {
		return this.registry.find(client) != null;
	}

	/**
	 * Returns how many tokens the partner brought for the first time in the last minute.
	 */
	public long freshTokens(Partner partner) {
		return this.tokens.perMinute(partner.client());
	}

	/** Returns whether that is so many that it must be fetching one for every call. */
	public boolean fetchesTooManyTokens(Partner partner) {
		return freshTokens(partner) >= FreshTokens.MANY;
	}

	/** Returns the partner of a client id, registered or not. */
	public @Nullable Partner find(String client) {
		return this.registry.find(client);
	}

	/** Returns all that are registered now. */
	public Collection<Partner> registered() {
		return this.registry.all();
	}

	/** Returns how many are registered. */
	public int size() {
		return this.registry.size();
	}

	/**
	 * Returns who is calling with a verified token of this client and these scopes.
	 * @throws Refusal if the partner may not come in, or not like this
	 */
	public Caller identify(String client, Set<String> scopes, Source source) {
		Partner partner = this.registry.find(client);
		if (partner == null) {
			throw Refusal.of(Problem.UNKNOWN_PARTNER, "The token's client is not a registered partner.");
		}
		if (!partner.active()) {
			throw Refusal.of(Problem.PARTNER_SUSPENDED, "The partner is suspended.");
		}
		if (!isWithin(partner, source)) {
			throw Refusal.of(Problem.NETWORK_NOT_ALLOWED, "The partner may not call from this address.");
		}
		return new Caller(partner, scopes);
	}

	private static boolean isWithin(Partner partner, Source source) {
		List<Network> networks = partner.networks();
		for (Network network : networks) {
			if (network.contains(source.address())) {
				return true;
			}
		}
		return networks.isEmpty();
	}

}
