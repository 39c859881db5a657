package dev.gatehouse.cli.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.gatehouse.cli.matrix.Fault.Kind;
import dev.gatehouse.cli.matrix.Realm.ClientScope;
import org.jspecify.annotations.Nullable;

/** Where Keycloak and the registry do not agree, or Keycloak names what nobody needs. */
final class RealmFaults {

	private final Policy policy;

	private final Realm realm;

	private final ClientCheck check;

	private final Set<String> needed;

	private final List<Fault> faults = new ArrayList<>();

	RealmFaults(Policy policy, Realm realm) {
		this.policy = policy;
		this.realm = realm;
		this.check = new ClientCheck(realm, policy.audience());
		this.needed = policy.needed();
	}

	List<Fault> find() {
		this.policy.partners().values().forEach(this::partner);
		this.realm.scopes().values().stream().sorted(RealmFaults::inOrder).forEach(this::scope);
		this.realm.clients().values().forEach(this::client);
		return this.faults;
	}

	private static int inOrder(ClientScope one, ClientScope other) {
		int byLine = Integer.compare(one.place().line(), other.place().line());
		return (byLine != 0) ? byLine : one.name().compareTo(other.name());
	}

	/**
	 * What an active partner is promised and cannot get; one line if that is all of it.
	 */
	private void partner(Partner partner) {
		if (!partner.active()) {
			return;
		}
		Verdict refusal = this.check.refusal(partner);
		Client client = this.realm.client(partner.client());
		if (client == null || refusal != null) {
			refused(partner, client, (refusal != null) ? refusal : Verdict.CLIENT_MISSING);
			return;
		}
		partner.ceiling().forEach((scope, place) -> {
			if (this.needed.contains(scope) && !this.realm.gives(client, scope)) {
				add(Kind.NOT_GIVEN, place, "the ceiling of %s holds %s, but Keycloak cannot give it: %s"
					.formatted(partner.client(), scope, why(scope)));
			}
		});
	}

	private void refused(Partner partner, @Nullable Client client, Verdict refusal) {
		if (client != null && refusal.isOfToken()) {
			add(Kind.TOKEN_REFUSED, client.place(),
					"the gateway refuses every token of " + partner.client() + ": " + refusal.reason());
		}
		else {
			add(Kind.NOT_GIVEN, partner.place(), partner.client() + " gets no token: " + refusal.reason());
		}
	}

	private String why(String scope) {
		ClientScope defined = this.realm.scopes().get(scope);
		if (defined == null) {
			return "the realm has no such client scope";
		}
		return defined.inToken() ? "the client does not have it" : "the client scope is kept out of tokens";
	}

	private void scope(ClientScope scope) {
		if (this.realm.isOfApis(scope.name()) && !this.needed.contains(scope.name())) {
			add(Kind.UNNEEDED_SCOPE, scope.place(),
					"the realm has the client scope " + scope.name() + ", which no operation needs");
		}
	}

	private void client(Client client) {
		Partner partner = this.policy.partners().get(client.id());
		client.scopes().forEach((scope, place) -> {
			if (this.needed.contains(scope) || this.realm.isOfApis(scope)) {
				given(client, partner, scope, place);
			}
		});
	}

	private void given(Client client, @Nullable Partner partner, String scope, Place place) {
		if (!this.needed.contains(scope) && !this.realm.scopes().containsKey(scope)) {
			add(Kind.UNNEEDED_SCOPE, place,
					"the client " + client.id() + " names " + scope + ", which no operation needs");
		}
		else if (partner != null && !partner.ceiling().containsKey(scope)) {
			add(Kind.ABOVE_CEILING, place,
					"the client " + client.id() + " has " + scope + ", which is above the partner's ceiling");
		}
		else if (partner == null && client.getsTokens() && this.realm.gives(client, scope)) {
			add(Kind.NOT_REGISTERED, place,
					"the client " + client.id() + " has " + scope + " and is no partner of the registry");
		}
	}

	private void add(Kind kind, Place place, String sentence) {
		this.faults.add(new Fault(kind, place, sentence));
	}

}
