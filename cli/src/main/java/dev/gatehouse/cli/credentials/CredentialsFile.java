package dev.gatehouse.cli.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * {@code credentials.env}: one {@code NAME=value} a line, readable by its owner alone.
 * What stands there is never changed; what is missing is made and added. The containers'
 * stack shares the file.
 *
 * @param path the file, in a folder that exists
 */
public record CredentialsFile(Path path) {

	private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

	/**
	 * 256 bits, in hex: needs no quoting in a form, a URL or a shell, and is Base64 as
	 * well.
	 */
	private static final int BYTES = 32;

	/**
	 * The secrets as they are.
	 * @throws Complaint if there is no such file
	 */
	public Credentials read() {
		if (!Files.exists(this.path)) {
			throw new Complaint(
					"There are no credentials in " + this.path + " yet: the first ./gatehouse up makes them.");
		}
		return new Credentials(values(), this.path.toString());
	}

	/** The secrets, of which at least these exist afterwards. */
	public Credentials ensure(Collection<String> names) {
		try {
			create();
			Map<String, String> values = values();
			StringBuilder added = new StringBuilder();
			for (String name : names) {
				if (values.getOrDefault(name, "").isEmpty()) {
					added.append(name).append('=').append(random()).append('\n');
				}
			}
			append(added.toString());
			return read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void create() throws IOException {
		if (!Files.exists(this.path)) {
			Files.createFile(this.path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
		}
		Files.setPosixFilePermissions(this.path, OWNER_ONLY);
	}

	private void append(String lines) throws IOException {
		if (lines.isEmpty()) {
			return;
		}
		String text = Files.readString(this.path);
		// A last line without its end would take the next secret with it.
		String separator = (text.isEmpty() || text.endsWith("\n")) ? "" : "\n";
		Files.writeString(this.path, separator + lines, StandardOpenOption.APPEND);
	}

	private Map<String, String> values() {
		try {
			Map<String, String> values = new LinkedHashMap<>();
			List<String> lines = Files.readAllLines(this.path, StandardCharsets.UTF_8);
			for (String line : lines) {
				int equals = line.indexOf('=');
				if (equals > 0 && !line.startsWith("#")) {
					values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
				}
			}
			return values;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String random() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
