package dev.gatehouse.cli.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Ports;

/**
 * Where the running bank listens, for every later command.
 *
 * @param path the file
 */
public record PortsFile(Path path) {

	public static PortsFile of(Layout layout) {
		return new PortsFile(layout.run().resolve("ports"));
	}

	/** The ports; empty if no bank was started, or the file is damaged. */
	public Optional<Ports> read() {
		try (Reader reader = Files.newBufferedReader(this.path)) {
			Properties properties = new Properties();
			properties.load(reader);
			Map<String, Integer> ports = new HashMap<>();
			properties.forEach((name, port) -> ports.put(name.toString(), Integer.valueOf(port.toString())));
			return Optional.of(Ports.of(ports));
		}
		catch (IOException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	void write(Ports ports) {
		try {
			Files.writeString(this.path,
					ports.byName()
						.entrySet()
						.stream()
						.map((entry) -> entry.getKey() + "=" + entry.getValue() + "\n")
						.collect(Collectors.joining()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void remove() {
		try {
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
