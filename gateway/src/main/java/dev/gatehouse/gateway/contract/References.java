package dev.gatehouse.gateway.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code $ref} within one contract. Nothing outside of the file is ever asked
 * for.
 */
public final class References {

	private final YamlNode root;

	/** Creates the references of a contract, given its whole. */
	public References(YamlNode root) {
		this.root = root;
	}

	/**
	 * Returns what stands behind a node: the node itself, or the end of its chain of
	 * references.
	 * @throws InvalidSetting if a reference leaves the file, points to nothing or in a
	 * circle
	 */
	public YamlNode resolve(YamlNode node) {
		Set<String> seen = new HashSet<>();
		YamlNode found = node;
		YamlNode reference = reference(found);
		while (reference != null) {
			if (!seen.add(found.pointer())) {
				throw reference.fault("points in a circle");
			}
			found = target(reference);
			reference = reference(found);
		}
		return found;
	}

	private static @Nullable YamlNode reference(YamlNode node) {
		return node.isMapping() ? node.get("$ref") : null;
	}

	/**
	 * Returns what the value of one {@code $ref} points to.
	 * @throws InvalidSetting if that is outside of the file, or nothing
	 */
	public YamlNode target(YamlNode reference) {
		String text = reference.text();
		if (!text.startsWith("#/")) {
			throw reference.fault("must point into the same file");
		}
		YamlNode target = this.root.at(decoded(text.substring(1), reference));
		if (target == null) {
			throw reference.fault("points to nothing");
		}
		return target;
	}

	/** A pointer in a fragment may be percent-encoded (RFC 6901, section 6). */
	private static String decoded(String fragment, YamlNode reference) {
		try {
			return (fragment.indexOf('%') < 0) ? fragment
					: URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw reference.fault("is not a URI fragment");
		}
	}

}
