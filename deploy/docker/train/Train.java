package dev.gatehouse.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the gateway's AOT cache (JEP 483, 514, 515) while its image is built: runs it with an issuer, services and
 * callers of its own on loopback, until what a day at work runs has run.
 *
 * <p>Usage: Train CACHE CONTRACTS SECONDS COMMAND..., the command being what the image runs, without the cache.
 */
final class Train {

	private Train() {
	}

	static void main(String[] args) throws Exception {
		if (args.length < 4) {
			throw new IllegalArgumentException("usage: Train CACHE CONTRACTS SECONDS COMMAND...");
		}
		Path cache = Path.of(args[0]);
		List<String> command = Arrays.asList(args).subList(3, args.length);
		train(cache, Path.of(args[1]), Duration.ofSeconds(Long.parseLong(args[2])), command);
		Gateway.checkUsable(command, cache);
		System.out.printf("train: %s has %d MiB%n", cache, Files.size(cache) >> 20);
	}

	private static void train(Path cache, Path contracts, Duration time, List<String> command) throws Exception {
		Files.deleteIfExists(cache);
		Path folder = Files.createTempDirectory("train");
		try (Issuer issuer = Issuer.start();
				Service service = Service.start();
				Gateway gateway = Gateway.start(command, cache, new Setting(folder, contracts, issuer, service))) {
			gateway.awaitReady();
			long calls = new Traffic(gateway, issuer).send(time);
			System.out.printf("train: %d calls%n", calls);
			gateway.stop();
			if (!gateway.output().contains("warmed up by ")) {
				System.out.println("The cache was made without a warm-up, whose classes it has not.");
			}
			checkWritten(cache, gateway);
		}
	}

	private static void checkWritten(Path cache, Gateway gateway) throws IOException {
		if (!Files.isRegularFile(cache)) {
			throw new IllegalStateException("The gateway ended and wrote no AOT cache.\n" + gateway.output());
		}
	}

}
