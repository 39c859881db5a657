package dev.gatehouse.cli.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * The JDK's tool for keys, because its library issues no certificates. The password goes
 * by a file, so that no command line shows it.
 *
 * @param folder where the store is
 */
record Keytool(TlsFolder folder) {

	private static final long PATIENCE_SECONDS = 60;

	/** Makes a key whose certificate it has signed itself. */
	void make(String name, String subject, int days, List<String> options) throws IOException {
		List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", subject, "-keyalg", "EC",
				"-groupname", "secp256r1", "-validity", Integer.toString(days)));
		words.addAll(options);
		run(words);
		// The tool leaves that to the user's mask.
		Files.setPosixFilePermissions(this.folder.store(), PosixFilePermissions.fromString("rw-------"));
	}

	/** Makes a key, in place of one of that name, with a certificate of the authority. */
	void issue(String name, String subject, int days, String... extensions) throws IOException {
		if (this.folder.issued(name).isPresent()) {
			run(List.of("-delete", "-alias", name));
		}
		List<String> options = new ArrayList<>(List.of("-signer", TlsFolder.AUTHORITY));
		for (String extension : extensions) {
			options.addAll(List.of("-ext", extension));
		}
		make(name, subject, days, options);
	}

	private void run(List<String> words) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		// It works for less than a second.
		command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
		command.addAll(words);
		command.addAll(List.of("-storetype", "PKCS12", "-keystore", this.folder.store().toString(), "-storepass:file",
				this.folder.password().toString()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		if (!hasEnded(process) || process.exitValue() != 0) {
			process.destroyForcibly();
			String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			throw new Complaint("No certificate was made for " + this.folder.path() + ": " + said.strip());
		}
	}

	private static boolean hasEnded(Process process) {
		try {
			return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
