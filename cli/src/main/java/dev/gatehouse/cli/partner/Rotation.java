package dev.gatehouse.cli.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives a client another secret and leaves the old one good for a while, which takes the
 * realm's policy for it (Keycloak's executor {@code secret-rotation}).
 */
final class Rotation {

	private static final String OLD_UNTIL = "client.secret.rotated.expiration.time";

	private static final String UNCHANGED = " The secret is the one it was.";

	private final Clients clients;

	private final Instant now;

	Rotation(Clients clients, Instant now) {
		this.clients = clients;
		this.now = now;
	}

	/**
	 * The outcome.
	 *
	 * @param secret the new secret
	 * @param old what becomes of the old one, as a sentence
	 * @param settled whether that is what was asked for
	 */
	record Rotated(String secret, String old, boolean settled) {

		/** Not the secret. */
		@Override
		public String toString() {
			return this.old;
		}

	}

	/**
	 * Rotates.
	 * @param overlap how long the old secret stays good; zero: not at all
	 * @param force whether the secret before the present one may end early for it
	 */
	Rotated rotate(String name, Duration overlap, boolean force) throws InterruptedException {
		PartnerClient client = this.clients.get(name);
		requireOneSecret(client, force);
		if (!overlap.isZero()) {
			requirePolicy(client);
		}
		String secret = renew(client);
		try {
			return this.clients.settle(() -> Optional.of(settleOld(client, overlap, secret))).orElseThrow();
		}
		catch (Complaint ex) {
			// Whatever becomes of the old one, the new secret is told: nobody could find
			// it out later.
			return new Rotated(secret, "How long the old secret stays good could not be set (" + ex.sentence()
					+ "): ./gatehouse partner show " + name + " tells.", false);
		}
	}

	private String renew(PartnerClient client) throws InterruptedException {
		String before = this.clients.secret(client.id());
		try {
			return this.clients.renewSecret(client.id());
		}
		catch (OutcomeUnknown ex) {
			return present(client, before, ex);
		}
		catch (Complaint ex) {
			throw new Complaint(ex.sentence() + UNCHANGED, ex);
		}
	}

	/**
	 * An answer that is lost is asked for again, for who rotates twice ends what the
	 * partner has.
	 */
	private String present(PartnerClient client, String before, OutcomeUnknown why) throws InterruptedException {
		String tells = ": ./gatehouse partner show " + client.clientId()
				+ " tells since when it is good. If it is a new one, look it up in Keycloak: to rotate once more would "
				+ "end the one that the partner has.";
		return changed(client, before, why, tells).orElseThrow(() -> new Complaint(why.sentence()
				+ " The secret is still the one it was. Whether Keycloak changes it after all is not known" + tells,
				why));
	}

	private Optional<String> changed(PartnerClient client, String before, OutcomeUnknown why, String tells)
			throws InterruptedException {
		try {
			return this.clients
				.settle(() -> Optional.of(this.clients.secret(client.id())).filter((secret) -> !secret.equals(before)));
		}
		catch (Complaint ex) {
			throw new Complaint(why.sentence() + " Whether the secret was changed is not known" + tells, why);
		}
	}

	private Rotated settleOld(PartnerClient client, Duration overlap, String secret) throws InterruptedException {
		if (overlap.isZero()) {
			this.clients.endOldSecret(client.id());
			return new Rotated(secret, "The old secret has ended.", true);
		}
		ObjectNode attributes = JsonMapper.shared().createObjectNode();
		attributes.put(OLD_UNTIL, Long.toString(this.now.plus(overlap).getEpochSecond()));
		this.clients.setAttributes(client, attributes);
		return this.clients.read(client.id())
			.oldSecretUntil()
			.map((until) -> new Rotated(secret, "The old secret is good until " + until + ".", true))
			.orElse(new Rotated(secret, "The old secret has ended: the realm did not keep it.", false));
	}

	private void requireOneSecret(PartnerClient client, boolean force) {
		Optional<Instant> until = client.oldSecretUntil().filter(this.now::isBefore);
		if (until.isPresent() && !force) {
			throw new Complaint("The secret before the present one is good until " + until.get()
					+ ", and only one old secret can be: rotate after that, or end it now with --force.");
		}
	}

	/**
	 * Without the policy the old secret would end at once, and the partner would stand
	 * outside. What can be seen of it is that a client which is changed gets a time at
	 * which its secret ends.
	 */
	private void requirePolicy(PartnerClient client) throws InterruptedException {
		if (isWithoutPolicy(client)) {
			throw new Complaint("The realm has no policy that keeps an old secret good (the feature "
					+ "client-secret-rotation, and a client policy with the executor secret-rotation): nothing has "
					+ "changed. With --overlap 0 the old secret ends at once.");
		}
	}

	private boolean isWithoutPolicy(PartnerClient client) throws InterruptedException {
		try {
			this.clients.setAttributes(client, JsonMapper.shared().createObjectNode());
			return this.clients.read(client.id()).secretUntil().isEmpty();
		}
		catch (Complaint ex) {
			throw new Complaint(ex.sentence() + UNCHANGED, ex);
		}
	}

}
