package dev.gatehouse.cli.matrix;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that says something about who may do what.
 *
 * @param path the file
 * @param name how complaints call it
 */
record SourceFile(Path path, String name) {

	Node yaml() {
		return YamlTree.parse(this.name, text());
	}

	Node json() {
		return JsonTree.file(this.name, text());
	}

	private String text() {
		try {
			return Files.readString(this.path);
		}
		catch (NoSuchFileException ex) {
			throw Node.fault(Place.of(this.name), "does not exist");
		}
		catch (CharacterCodingException ex) {
			throw Node.fault(Place.of(this.name), "is not UTF-8 text");
		}
		catch (IOException ex) {
			throw Node.fault(Place.of(this.name), "cannot be read");
		}
	}

}
