package dev.gatehouse.cli;

import picocli.CommandLine.Option;

/** {@code --help}, which every command has. */
final class HelpOption {

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "show this and do nothing")
	private boolean help;

}
