package dev.gatehouse.cli.partner;

import java.time.InstantSource;
import java.util.Map;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;

/**
 * What a command finds around it.
 *
 * @param layout where things are
 * @param environment the environment's variables
 * @param terminal where the output goes
 * @param clock the time
 */
record Surroundings(Layout layout, Map<String, String> environment, Terminal terminal, InstantSource clock) {

	/** A flag, else a variable, else what is usual. */
	String choose(String flag, String variable, String usual) {
		String value = flag.isBlank() ? this.environment.getOrDefault(variable, "") : flag;
		return value.isBlank() ? usual : value;
	}

}
