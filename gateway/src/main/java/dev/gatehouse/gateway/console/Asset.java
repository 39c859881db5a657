package dev.gatehouse.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

import org.springframework.http.MediaType;

/** A file of the page, from the gateway's own jar. */
record Asset(String name, MediaType type, byte[] content) {

	static Asset of(String name, String type) {
		try (InputStream file = Objects.requireNonNull(Asset.class.getResourceAsStream(name), name)) {
			return new Asset(name, MediaType.parseMediaType(type), file.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
