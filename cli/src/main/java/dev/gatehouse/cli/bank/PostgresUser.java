package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.cli.process.Tool;
import dev.gatehouse.cli.terminal.Complaint;

/**
 * PostgreSQL refuses to run as root. For root it is run in a user namespace, where it is
 * nobody in particular and yet owns its files; where that is forbidden (in most
 * containers), as the user nobody with the right to pass through folders of root.
 */
final class PostgresUser {

	private static final List<String> NAMESPACE = List.of("unshare", "-U");

	private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
			"--inh-caps=+dac_override", "--ambient-caps=+dac_override");

	private PostgresUser() {
	}

	/** What goes before every command of PostgreSQL. */
	static List<String> prefix() {
		if (!isRoot()) {
			return List.of();
		}
		if (works(NAMESPACE)) {
			return NAMESPACE;
		}
		if (works(NOBODY)) {
			return NOBODY;
		}
		throw new Complaint("PostgreSQL does not run as root, and this system lets root neither make a user namespace "
				+ "(unshare -U) nor become another user (setpriv): run ./gatehouse as an ordinary user.");
	}

	private static boolean works(List<String> prefix) {
		return Tool.works(Stream.concat(prefix.stream(), Stream.of("true")).toList());
	}

	private static boolean isRoot() {
		try {
			return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
		}
		catch (IOException | UnsupportedOperationException ex) {
			return "root".equals(System.getProperty("user.name"));
		}
	}

}
