package dev.gatehouse.cli.revocation;

import java.util.Map;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;

/**
 * What a command finds around it.
 *
 * @param layout where things are
 * @param environment the environment's variables
 * @param terminal where the output goes
 */
record Surroundings(Layout layout, Map<String, String> environment, Terminal terminal) {

}
