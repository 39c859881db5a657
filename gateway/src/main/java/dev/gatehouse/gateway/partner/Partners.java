package dev.gatehouse.gateway.partner;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.entry.Network;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/** Finds the partner behind a verified token. */
public final class Partners {

	private final Registry registry;

	Partners(Registry registry) {
		this.registry = registry;
	}

	/** Returns the client that a verified token was issued to. */
	public static String client(Jwt token) {
		Object client = token.getClaims().get("client_id");
		return String.valueOf((client != null) ? client : token.getClaims().get("azp"));
	}

	/** Returns the partner of a client id, registered or not. */
	public @Nullable Partner find(String client) {
		return this.registry.find(client);
	}

	/**
	 * Returns who is calling.
	 * @throws Refusal if the partner may not come in, or not like this
	 */
	public Caller identify(Jwt token, Source source) {
		Partner partner = this.registry.find(client(token));
		if (partner == null) {
			throw Refusal.of(Problem.UNKNOWN_PARTNER, "The token's client is not a registered partner.");
		}
		if (!partner.active()) {
			throw Refusal.of(Problem.PARTNER_SUSPENDED, "The partner is suspended.");
		}
		if (!isWithin(partner, source)) {
			throw Refusal.of(Problem.NETWORK_NOT_ALLOWED, "The partner may not call from this address.");
		}
		if (partner.binding() != Partner.Binding.NONE) {
			String sentence = "The partner's tokens must be bound to its key.";
			throw Refusal.of(Problem.INVALID_TOKEN, "binding", sentence).challenge(Challenge.invalidToken(sentence));
		}
		return new Caller(partner, scopes(token.getClaims().get("scope")));
	}

	private static boolean isWithin(Partner partner, Source source) {
		List<Network> networks = partner.networks();
		return networks.isEmpty() || networks.stream().anyMatch((network) -> network.contains(source.address()));
	}

	/**
	 * RFC 6749, section 3.3: case-sensitive, divided by single spaces. Anything but text
	 * grants nothing.
	 */
	private static Set<String> scopes(@Nullable Object scope) {
		Set<String> scopes = new HashSet<>();
		if (scope instanceof String text) {
			for (String one : text.split(" ", -1)) {
				if (!one.isEmpty()) {
					scopes.add(one);
				}
			}
		}
		return scopes;
	}

}
