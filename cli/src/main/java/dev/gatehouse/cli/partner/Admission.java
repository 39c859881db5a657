package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * Makes a partner's client and its entry, both or neither. The client comes first: alone
 * it opens nothing, as the gateway does not know it.
 */
final class Admission {

	private static final String NOTHING = " Nothing has changed.";

	private final RegistryFile file;

	private final Clients clients;

	private final String audience;

	Admission(RegistryFile file, Clients clients, String audience) {
		this.file = file;
		this.clients = clients;
		this.audience = audience;
	}

	/**
	 * Admits a partner.
	 * @return its secret
	 * @throws Complaint if it cannot be; then nothing has changed, or the sentence says
	 * what is left
	 */
	String admit(NewPartner partner, Instant now) throws InterruptedException {
		Registry registry = this.file.read();
		if (!registry.plans().contains(partner.plan())) {
			throw new Complaint("There is no plan " + partner.plan() + " in " + registry.tree().file() + "; there are "
					+ String.join(" ", new TreeSet<>(registry.plans())) + ".");
		}
		RealmScopes scopes = this.clients.scopes();
		scopes.require(partner.scopes(), this.audience);
		requireNew(partner.client(), registry);
		try (Replacement replacement = this.file.prepare(new RegistryEdit(registry).add(partner))) {
			return make(partner, replacement, new Faults(scopes, this.audience, now));
		}
	}

	private void requireNew(String client, Registry registry) throws InterruptedException {
		boolean registered = registry.find(client).isPresent();
		Optional<PartnerClient> found = this.clients.find(client);
		if (registered && found.isPresent()) {
			throw new Complaint(client + " is a partner already.");
		}
		if (registered) {
			throw new Complaint(client + " is in " + registry.tree().file()
					+ " already, but Keycloak has no such client. ./gatehouse partner remove " + client
					+ " removes the entry; then add it again.");
		}
		if (found.isPresent()) {
			throw new Complaint(this.clients.isLeftOver(found.get())
					? "Keycloak has a client " + client + " already that the registry does not know, as an add or a "
							+ "remove leaves it that was interrupted. ./gatehouse partner remove " + client
							+ " removes it; then add it again."
					: "Keycloak has a client " + client + " already, which is no partner's: take another name.");
		}
	}

	private String make(NewPartner partner, Replacement replacement, Faults faults) throws InterruptedException {
		// The id is ours, so that a client is found again whose making was not answered.
		String id = UUID.randomUUID().toString();
		create(partner, id);
		try {
			List<String> wrong = faults.of(RegisteredPartner.of(partner), Optional.of(this.clients.read(id)));
			if (!wrong.isEmpty()) {
				throw new Complaint(
						"Keycloak has not made the client as it should be: " + String.join("; ", wrong) + ".");
			}
			String secret = this.clients.secret(id);
			this.file.write(replacement);
			return secret;
		}
		catch (RuntimeException ex) {
			throw undone(partner.client(), id, true, ex);
		}
	}

	private void create(NewPartner partner, String id) throws InterruptedException {
		try {
			this.clients.create(PartnerClient.representation(id, partner));
		}
		catch (OutcomeUnknown ex) {
			throw undone(partner.client(), id, false, ex);
		}
		catch (Complaint ex) {
			throw new Complaint(ex.sentence() + NOTHING, ex);
		}
	}

	private Complaint undone(String client, String id, boolean made, RuntimeException why) throws InterruptedException {
		String sentence = (why instanceof Complaint complaint) ? complaint.sentence() : why + ".";
		try {
			if (!this.clients.remove(id, made)) {
				return new Complaint(sentence + " The registry is as it was, and Keycloak shows no client " + client
						+ ". If it makes one after all, ./gatehouse partner list shows it: it opens nothing, and "
						+ "./gatehouse partner remove " + client + " removes it.", why);
			}
			return new Complaint(
					sentence + (this.file.isAsRead() ? NOTHING : " The client has been removed from Keycloak again."),
					why);
		}
		catch (Complaint ex) {
			return new Complaint(sentence + " The entry was not made. Keycloak may have the client " + client
					+ " now, which could not be removed again: it opens nothing, and ./gatehouse partner remove "
					+ client + " removes it.", why);
		}
	}

}
