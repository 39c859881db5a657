package dev.gatehouse.cli.partner;

import java.time.Duration;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code partner rotate}: the only time that the new secret is shown. */
@Command(name = "rotate", description = "Gives a partner another secret; the old one stays good for a while.")
final class RotateCommand implements Callable<Integer> {

	private static final Duration LONGEST = Duration.ofDays(90);

	private final Surroundings surroundings;

	@Parameters(paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Option(names = "--overlap", paramLabel = "TIME", defaultValue = "24h",
			description = "how long the old secret stays good: 30m, 24h, 7d; 0 ends it now (default: 24h)")
	private String overlap = "";

	@Option(names = "--force", description = "also while the secret before the present one is still good; it ends")
	private boolean force;

	@Mixin
	private Target target = new Target();

	RotateCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		NewPartner.requireClient(this.client);
		Duration time = duration(this.overlap);
		try (RegistryFile file = this.target.lock(this.surroundings);
				AdminApi api = this.target.api(this.surroundings)) {
			file.read().get(this.client);
			Rotation.Rotated rotated = new Rotation(new Clients(api), this.surroundings.clock().instant())
				.rotate(this.client, time, this.force);
			Terminal terminal = this.surroundings.terminal();
			terminal.line(this.client + " has another secret, which is not shown again:");
			terminal.line("");
			terminal.line("client secret    " + rotated.secret());
			terminal.line("");
			if (!rotated.settled()) {
				throw new Complaint(rotated.old());
			}
			terminal.line(rotated.old());
		}
		return 0;
	}

	private static Duration duration(String text) {
		if (text.equals("0")) {
			return Duration.ZERO;
		}
		if (!text.matches("[1-9]\\d{0,5}[mhd]")) {
			throw new Complaint("'" + text + "' is no time: write one as 30m, 24h or 7d.");
		}
		long number = Long.parseLong(text.substring(0, text.length() - 1));
		Duration duration = switch (text.charAt(text.length() - 1)) {
			case 'm' -> Duration.ofMinutes(number);
			case 'h' -> Duration.ofHours(number);
			default -> Duration.ofDays(number);
		};
		if (duration.compareTo(LONGEST) > 0) {
			throw new Complaint("An old secret stays good for 90d at most.");
		}
		return duration;
	}

}
