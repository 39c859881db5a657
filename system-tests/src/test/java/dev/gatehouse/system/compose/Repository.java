package dev.gatehouse.system.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import dev.gatehouse.system.Contract;

/** The files of this repository. */
final class Repository {

	private Repository() {
	}

	static String read(String file) {
		try {
			return Files.readString(Contract.repository().resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
