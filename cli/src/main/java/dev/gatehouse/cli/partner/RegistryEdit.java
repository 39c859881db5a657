package dev.gatehouse.cli.partner;

import java.util.Objects;
import java.util.Optional;

import dev.gatehouse.cli.matrix.RegistryRules;
import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A change of one entry in the registry's text. Everything outside of the entry stays,
 * byte for byte; a change that would not do exactly what it should is refused.
 *
 * @param registry the registry before
 */
record RegistryEdit(Registry registry) {

	/** In characters: one more tree of a larger file would be one too many. */
	private static final int LARGEST_CHECKED = 8 * 1024 * 1024;

	/** The text with this partner behind the others. */
	String add(NewPartner partner) {
		return verified(new NewEntry(this.registry).insert(new EntryText(partner)), partner.client(),
				RegisteredPartner.of(partner));
	}

	/** The text without this partner. */
	String remove(String client) {
		return verified(new OldEntry(this.registry, client).cut(), client, null);
	}

	/** The text with another status of this partner. */
	String status(String client, String status) {
		YamlTree tree = this.registry.tree();
		Node entry = Objects.requireNonNull(this.registry.entries().get(client)).getValueNode();
		Node value = this.registry.member(entry, "status").getValueNode();
		String text = tree.text().substring(0, tree.start(value)) + status + tree.text().substring(tree.end(value));
		return verified(text, client, this.registry.get(client).withStatus(status));
	}

	/**
	 * A file that the gateway refuses would leave everything as it is there, and say
	 * nothing here.
	 */
	private static void check(String file, String text) {
		try {
			RegistryRules.check(file, text);
		}
		catch (Complaint ex) {
			throw new Complaint(
					"The gateway would refuse the changed registry whole, so nothing is changed: " + ex.sentence(), ex);
		}
	}

	private String verified(String text, String client, @Nullable RegisteredPartner expected) {
		if (!isExactly(text, client, expected)) {
			throw new Complaint("The entry of " + client + " cannot be changed without changing more of "
					+ this.registry.tree().file() + ", as it is written there: change it by hand.");
		}
		if (text.length() <= LARGEST_CHECKED) {
			check(this.registry.tree().file(), text);
		}
		return text;
	}

	private boolean isExactly(String text, String client, @Nullable RegisteredPartner expected) {
		try {
			Registry after = Registry.parse(this.registry.tree().file(), text);
			return after.contentBut(client).equals(this.registry.contentBut(client))
					&& after.find(client).equals(Optional.ofNullable(expected));
		}
		catch (Complaint ex) {
			return false;
		}
	}

}
