package dev.gatehouse.gateway.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in at all. Follows its file: a change is in force within two seconds, and
 * a broken file is refused whole while the last good one stays.
 */
final class Registry implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Registry.class);

	private final Path file;

	private final Set<String> apis;

	private final MeterRegistry meters;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("partner-registry").factory());

	private volatile Map<String, Partner> partners;

	private @Nullable String version;

	/**
	 * Reads the file for the first time.
	 * @param apis the names that plans may use
	 * @throws InvalidSetting if it is missing or broken
	 */
	Registry(Path file, Set<String> apis, MeterRegistry meters) {
		this.file = file;
		this.apis = apis;
		this.meters = meters;
		this.version = version();
		this.partners = RegistryReader.read(file, apis);
		logger.info("{} partners are registered", this.partners.size());
	}

	void start() {
		this.thread.scheduleWithFixedDelay(this::follow, 1, 1, TimeUnit.SECONDS);
	}

	@Nullable Partner find(String client) {
		return this.partners.get(client);
	}

	void follow() {
		String seen = version();
		if (seen == null || seen.equals(this.version)) {
			return;
		}
		this.version = seen;
		try {
			this.partners = RegistryReader.read(this.file, this.apis);
			count("success");
			logger.info("the registry changed: {} partners are registered", this.partners.size());
		}
		catch (InvalidSetting ex) {
			count("refused");
			logger.error("the changed registry is refused and the last good one stays: {}", ex.getMessage());
		}
		catch (RuntimeException ex) {
			count("refused");
			logger.error("the changed registry is refused and the last good one stays", ex);
		}
	}

	private void count(String result) {
		this.meters.counter("gatehouse.registry.reloads", "result", result).increment();
	}

	/**
	 * Changes with the file, also when a symbolic link on the way to it is swapped. Null
	 * while it is away.
	 */
	private @Nullable String version() {
		try {
			Path real = this.file.toRealPath();
			BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
			return real + " " + attributes.fileKey() + " " + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
					+ " " + attributes.size();
		}
		catch (IOException ex) {
			return null;
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
