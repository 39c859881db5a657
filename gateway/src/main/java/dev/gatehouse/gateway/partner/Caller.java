package dev.gatehouse.gateway.partner;

import java.util.Set;

/**
 * Who is calling: what the verified token and the registry say together.
 *
 * @param partner the registered partner
 * @param scopes the token's scopes
 */
public record Caller(Partner partner, Set<String> scopes) {

	public Caller {
		scopes = Set.copyOf(scopes);
	}

}
