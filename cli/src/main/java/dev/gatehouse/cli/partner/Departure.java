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
		if (found.isPresent() && !isOurs(found.get(), registered)) {
			throw new Complaint("The client " + client + " in Keycloak is no partner's: nothing has changed.");
		}
		if (!registered) {
			removeClient(client, found);
			return "Its client, of which the registry did not know, is";
		}
		try (Replacement first = this.file.prepare(new RegistryEdit(registry).remove(client))) {
			removeClient(client, found);
			removeEntry(client, first, found.isPresent());
		}
		return found.isPresent() ? "Its client and its entry are" : "Its entry is";
	}

	private boolean isOurs(PartnerClient client, boolean registered) {
		return registered ? this.clients.isPartners(client) : this.clients.isLeftOver(client);
	}

	private void removeClient(String client, Optional<PartnerClient> found) throws InterruptedException {
		if (found.isEmpty()) {
			return;
		}
		try {
			this.clients.remove(found.get().id(), true);
		}
		catch (OutcomeUnknown ex) {
			throw new Complaint(ex.sentence() + " The registry is as it was. Whether Keycloak has removed the client "
					+ "shows in ./gatehouse partner list; ./gatehouse partner remove " + client
					+ " does what is left to do.", ex);
		}
		catch (Complaint ex) {
			throw new Complaint(ex.sentence() + " Nothing has changed.", ex);
		}
	}

	private void removeEntry(String client, Replacement first, boolean hadClient) {
		try {
			writeEntry(client, first);
		}
		catch (Complaint ex) {
			throw new Complaint(
					ex.sentence() + (hadClient ? " The client is gone from Keycloak, but its" : " The")
							+ " entry could not be taken out: ./gatehouse partner remove " + client + " does that.",
					ex);
		}
	}

	/** Now that the client is gone, a file that has changed is no reason to stop. */
	private void writeEntry(String client, Replacement first) {
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
		throw new Complaint("The registry changes all the time.");
	}

}
