package dev.gatehouse.cli.partner;

import java.util.List;

/**
 * A partner as the registry has it.
 *
 * @param client its client id
 * @param name its name, for people
 * @param status {@link #ACTIVE} or {@link #SUSPENDED}
 * @param plan its plan
 * @param scopes its ceiling
 * @param networks where it may come from; empty: from anywhere
 * @param binding none, mtls or dpop
 * @param contact whom to ask; empty: not known
 */
record RegisteredPartner(String client, String name, String status, String plan, List<String> scopes,
		List<String> networks, String binding, String contact) {

	static final String ACTIVE = "active";

	static final String SUSPENDED = "suspended";

	RegisteredPartner {
		scopes = List.copyOf(scopes);
		networks = List.copyOf(networks);
	}

	/** What the registry must have once this partner is in. */
	static RegisteredPartner of(NewPartner partner) {
		return new RegisteredPartner(partner.client(), partner.name(), ACTIVE, partner.plan(), partner.scopes(),
				partner.networks(), partner.binding().toString(), partner.contact());
	}

	RegisteredPartner withStatus(String changed) {
		return new RegisteredPartner(this.client, this.name, changed, this.plan, this.scopes, this.networks,
				this.binding, this.contact);
	}

}
