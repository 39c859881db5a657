package dev.gatehouse.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.Urls;
import org.keycloak.services.cors.Cors;
import org.keycloak.urls.UrlType;
import org.keycloak.util.JsonSerialization;

/**
 * Tells the gateways which tokens of the realm were ended before their time: the realm's
 * not-before and that of each client that has one, in seconds of the epoch. A token
 * issued before such a second is dead. And since when each client has its secret. For one
 * client alone, which identifies itself as at the token endpoint.
 */
public final class CutoffFeed {

	private final KeycloakSession session;

	private final String reader;

	CutoffFeed(KeycloakSession session, String reader) {
		this.session = session;
		this.reader = reader;
	}

	/** Answers 304 to who knows it already. */
	@GET
	@Path("cutoffs")
	@Produces(MediaType.APPLICATION_JSON)
	public Response cutoffs() {
		RealmModel realm = this.session.getContext().getRealm();
		identify(realm);
		byte[] document = document(realm);
		String tag = '"' + hash(document) + '"';
		HttpHeaders asked = this.session.getContext().getHttpRequest().getHttpHeaders();
		Response.ResponseBuilder answer = tag.equals(asked.getHeaderString(HttpHeaders.IF_NONE_MATCH))
				? Response.notModified() : Response.ok(document, MediaType.APPLICATION_JSON_TYPE);
		return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache").build();
	}

	private void identify(RealmModel realm) {
		EventBuilder event = new EventBuilder(realm, this.session, this.session.getContext().getConnection())
			.event(EventType.CLIENT_LOGIN);
		ClientModel client = AuthorizeClientUtil
			.authorizeClient(this.session, event, this.session.getProvider(Cors.class))
			.getClient();
		if (client.isPublicClient() || !client.getClientId().equals(this.reader)) {
			throw new ForbiddenException();
		}
	}

	private byte[] document(RealmModel realm) {
		Cutoffs cutoffs = new CutoffTable(this.session).all(realm.getId());
		// As for a client, the very second does not count.
		long all = (realm.getNotBefore() > 0) ? realm.getNotBefore() + 1L : 0;
		String issuer = Urls.realmIssuer(this.session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
				realm.getName());
		try {
			// In this order on every node, or their tags would differ.
			Map<String, Object> document = new LinkedHashMap<>();
			document.put("issuer", issuer);
			document.put("notBefore", Math.max(all, cutoffs.all()));
			document.put("clients", cutoffs.clients());
			document.put("secrets", SecretTimes.all(this.session, realm.getId(), Cutoffs.MOST));
			return JsonSerialization.writeValueAsBytes(document);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String hash(byte[] document) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document), 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
