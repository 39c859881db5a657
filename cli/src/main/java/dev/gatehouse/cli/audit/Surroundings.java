package dev.gatehouse.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param layout where things are
 * @param terminal where the output goes
 * @param clock what the time is
 */
record Surroundings(Layout layout, Terminal terminal, InstantSource clock) {

	/** The folder that is named, or that of the local bank. */
	Path folder(@Nullable Path named) {
		Path folder = (named != null) ? named : this.layout.audit();
		if (!Files.isDirectory(folder)) {
			throw new Complaint("There is no folder " + folder + ".");
		}
		return folder;
	}

}
