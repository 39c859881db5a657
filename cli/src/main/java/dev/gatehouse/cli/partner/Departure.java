package dev.gatehouse.cli.partner;

import java.util.Optional;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * Ends what {@link Admission} has made, also where one half of it is all there is. The
 * client goes first: while it cannot be removed, nothing changes.
 */
final class Departure {

	private static final int ATTEMPTS = 5;

	private final RegistryFile file;

	private final Clients clients;

	Departure(RegistryFile file, Clients clients) {
		this.file = file;
		this.clients = clients;
	}

	/**
	 * Removes a partner.
	 * @return what was there of it, as one would say it
	 */
	String remove(String client) throws InterruptedException {
		Registry registry = this.file.read();
		boolean registered = registry.find(client).isPresent();
		Optional<PartnerClient> found = this.clients.find(client);
		if (!registered && found.isEmpty()) {
			throw new Complaint(
					"There is no partner " + client + ", neither in " + registry.tree().file() + " nor in Keycloak.");
		}
		if (found.isPresent() && !found.get().isPartners()) {
			throw new Complaint("The client " + client + " in Keycloak is no partner's: nothing has changed.");
		}
		if (!registered) {
			removeClient(client, found);
			return "Its client, of which the registry did not know, is";
		}
		try (Replacement first = this.file.prepare(new RegistryEdit(registry).remove(client))) {
			removeClient(client, found);
			removeEntry(client, first);
		}
		return found.isPresent() ? "Its client and its entry are" : "Its entry is";
	}

	private void removeClient(String client, Optional<PartnerClient> found) throws InterruptedException {
		if (found.isEmpty()) {
			return;
		}
		try {
			this.clients.delete(found.get().id());
		}
		catch (Complaint ex) {
			throw new Complaint(ex.sentence() + " The registry is as it was. Whether Keycloak has removed the client "
					+ "shows in ./gatehouse partner list; ./gatehouse partner remove " + client
					+ " does what is left to do.", ex);
		}
	}

	/** Now that the client is gone, a file that has changed is no reason to stop. */
	private void removeEntry(String client, Replacement first) {
		if (this.file.writeIfUnchanged(first)) {
			return;
		}
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Registry registry = this.file.read();
			if (registry.find(client).isEmpty()) {
				return;
			}
			try (Replacement again = this.file.prepare(new RegistryEdit(registry).remove(client))) {
				if (this.file.writeIfUnchanged(again)) {
					return;
				}
			}
		}
		throw new Complaint("The client is gone from Keycloak, but the registry changes all the time: "
				+ "./gatehouse partner remove " + client + " removes the entry.");
	}

}
