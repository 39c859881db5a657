package dev.gatehouse.gateway.partner;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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

	private final Disk disk;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("partner-registry").factory());

	private final List<Consumer<String>> farewells = new CopyOnWriteArrayList<>();

	private volatile Map<String, Partner> partners;

	/** What was looked at last, and what of it is in force. */
	private @Nullable String version;

	private @Nullable String inForce;

	private volatile boolean stale;

	private @Nullable String unreadable;

	/** Where the changed file is read. */
	@FunctionalInterface
	interface Disk {

		String read(Path file) throws IOException;

	}

	/**
	 * Reads the file for the first time.
	 * @param apis the names that plans may use
	 * @throws InvalidSetting if it is missing or broken
	 */
	Registry(Path file, Set<String> apis, MeterRegistry meters) {
		this(file, apis, meters, Files::readString);
	}

	Registry(Path file, Set<String> apis, MeterRegistry meters, Disk disk) {
		this.file = file;
		this.apis = apis;
		this.meters = meters;
		this.disk = disk;
		this.version = version();
		this.partners = RegistryReader.read(file, apis);
		this.inForce = this.version;
		// A counter that begins with the first refusal would hide that one from rate().
		reloads("refused");
		reloads("success");
		Gauge.builder("gatehouse.registry.stale", this, (registry) -> registry.stale ? 1 : 0)
			.description("Whether the registry's file is broken or away, so that an old one is in force")
			.register(meters);
		logger.info("{} partners are registered", this.partners.size());
	}

	void start() {
		this.thread.scheduleWithFixedDelay(this::follow, 1, 1, TimeUnit.SECONDS);
	}

	@Nullable Partner find(String client) {
		return this.partners.get(client);
	}

	Collection<Partner> all() {
		return this.partners.values();
	}

	int size() {
		return this.partners.size();
	}

	/** Asks to be told which client is no longer in the file. */
	void whenOneLeaves(Consumer<String> farewell) {
		this.farewells.add(farewell);
	}

	void follow() {
		boolean followed = false;
		try {
			followed = read();
		}
		catch (InvalidSetting ex) {
			refuse(String.valueOf(ex.getMessage()), null);
		}
		catch (RuntimeException | Error ex) {
			// What is thrown here would be the end of the following.
			refuse("it could not be read", ex);
		}
		this.stale = !followed;
	}

	/**
	 * What was looked at is looked at again when it changes. Returns whether what the
	 * file says is in force.
	 */
	private boolean read() {
		String seen = version();
		if (seen != null && !seen.equals(this.version)) {
			this.version = seen;
			take(seen);
		}
		return seen != null && seen.equals(this.inForce);
	}

	private void take(String seen) {
		String text = text(seen);
		if (text != null) {
			Map<String, Partner> before = this.partners;
			Map<String, Partner> now = RegistryReader.read(this.file.toString(), text, this.apis);
			this.partners = now;
			this.inForce = seen;
			reloads("success").increment();
			logger.info("the registry changed: {} partners are registered", now.size());
			before.keySet().stream().filter((client) -> !now.containsKey(client)).forEach(this::leaves);
		}
	}

	private void leaves(String client) {
		this.farewells.forEach((farewell) -> farewell.accept(client));
	}

	/**
	 * Returns null if the file is there and cannot be read: that is tried again until it
	 * can be, but told once.
	 */
	private @Nullable String text(String seen) {
		try {
			return this.disk.read(this.file);
		}
		catch (CharacterCodingException ex) {
			throw new InvalidSetting(this.file.toString(), "is not UTF-8 text");
		}
		catch (IOException ex) {
			this.version = null;
			if (!seen.equals(this.unreadable)) {
				this.unreadable = seen;
				refuse("it cannot be read, and is tried again: " + ex.getClass().getSimpleName(), null);
			}
			return null;
		}
	}

	private void refuse(String reason, @Nullable Throwable cause) {
		reloads("refused").increment();
		logger.error("the changed registry is refused and the last good one stays: {}", reason, cause);
	}

	private Counter reloads(String result) {
		return this.meters.counter("gatehouse.registry.reloads", "result", result);
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
