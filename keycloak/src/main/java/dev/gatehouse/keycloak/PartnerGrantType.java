package dev.gatehouse.keycloak;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantType;

/**
 * The client credentials grant with a default for the scope: who asks for none gets all
 * that the client may have, who asks for some gets those (RFC 6749, section 3.3).
 * Keycloak alone has either scopes that are always granted, so that nobody can ask for
 * less, or scopes that a request without {@code scope} does not get.
 * <p>
 * And no token is issued in the second in which the client's tokens were ended: by its
 * {@code iat} nobody could tell it from those.
 */
final class PartnerGrantType extends ClientCredentialsGrantType {

	/** What is further away is a not-before that somebody has set into the future. */
	private static final long LONGEST_WAIT = 1000;

	@Override
	public Response process(Context context) {
		awaitNewTokens(context);
		return super.process(context);
	}

	private static void awaitNewTokens(Context context) {
		long now = Time.currentTimeMillis();
		long ended = new CutoffTable(context.getSession()).last(context.getRealm().getId(),
				context.getClient().getClientId(), now / 1000);
		long wait = Math.max(ended, context.getRealm().getNotBefore() + 1L) * 1000 - now;
		if (wait > 0 && wait <= LONGEST_WAIT) {
			try {
				Thread.sleep(wait);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	protected @Nullable String getRequestedScopes() {
		@Nullable String asked = super.getRequestedScopes();
		String all = String.join(" ", this.client.getClientScopes(false).keySet());
		// To Keycloak, empty text is a scope that no client has.
		return ((asked != null && !asked.isBlank()) || all.isEmpty()) ? asked : all;
	}

}
