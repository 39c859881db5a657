package dev.gatehouse.keycloak;

import java.util.Objects;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantType;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.util.BasicAuthHelper;

/**
 * The client credentials grant with a default for the scope: who asks for none gets all
 * that the client may have, who asks for some gets those (RFC 6749, section 3.3).
 * Keycloak alone has either scopes that are always granted, so that nobody can ask for
 * less, or scopes that a request without {@code scope} does not get.
 * <p>
 * And no token says that it was issued in the second in which the client's tokens were
 * ended: by its {@code iat} nobody could tell it from those. Nor does anybody get one who
 * could not identify itself any more when its {@code iat} was set.
 */
final class PartnerGrantType extends ClientCredentialsGrantType {

	/** What is further away is a not-before that somebody has set into the future. */
	private static final long LONGEST_WAIT = 1000;

	/** In seconds, twice what Keycloak lets a request take. */
	private static final long LONGEST_REQUEST = 600;

	private @Nullable ClientState identified;

	@Override
	public Response process(Context context) {
		this.identified = ClientState.of(context.getClient(), context.getSession());
		return super.process(context);
	}

	@Override
	protected Response createTokenResponse(AccessTokenResponseBuilder answer, ClientSessionContext clientSession,
			boolean code) {
		CutoffTable table = new CutoffTable(this.session);
		AccessToken token = answer.getAccessToken();
		awaitNewTokens(table, token);
		// Only now: a change that is not committed yet ends what was issued until it is.
		if (table.last(this.realm.getId(), this.client.getClientId(), token.getIat() - LONGEST_REQUEST) > 0) {
			identifyAgain();
		}
		return super.createTokenResponse(answer, clientSession, code);
	}

	private void awaitNewTokens(CutoffTable table, AccessToken token) {
		long ended = table.after(this.realm.getId(), token.getIat()).from(this.client.getClientId());
		long from = Math.max(ended, this.realm.getNotBefore() + 1L);
		long wait = from * 1000 - Time.currentTimeMillis();
		if (wait > 0 && wait <= LONGEST_WAIT) {
			try {
				Thread.sleep(wait);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		if (token.getIat() < from && wait <= LONGEST_WAIT) {
			token.issuedNow();
		}
	}

	/** Something has happened to the client, maybe since it has identified itself. */
	private void identifyAgain() {
		StoredClient stored = new StoredClient(this.session, this.client.getId());
		ClientState now = stored.state();
		if (now == null || !now.admits(Objects.requireNonNull(this.identified), sentSecret()) || !stored.hasAccount()) {
			this.event.error(Errors.INVALID_CLIENT_CREDENTIALS);
			throw new CorsErrorResponseException(this.cors, OAuthErrorException.INVALID_CLIENT,
					"Invalid client or Invalid client credentials", Response.Status.UNAUTHORIZED);
		}
	}

	/** Where Keycloak looks for it, in the same order. */
	private @Nullable String sentSecret() {
		String inForm = this.formParams.getFirst(OAuth2Constants.CLIENT_SECRET);
		String header = this.headers.getHeaderString(HttpHeaders.AUTHORIZATION);
		String[] inHeader = (header != null) ? BasicAuthHelper.RFC6749.parseHeader(header) : null;
		return (inForm != null || inHeader == null) ? inForm : inHeader[1];
	}

	@Override
	protected @Nullable String getRequestedScopes() {
		@Nullable String asked = super.getRequestedScopes();
		String all = String.join(" ", this.client.getClientScopes(false).keySet());
		// To Keycloak, empty text is a scope that no client has.
		return ((asked != null && !asked.isBlank()) || all.isEmpty()) ? asked : all;
	}

}
