package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;

/**
 * A Keycloak that is built for production: the distribution with our settings and our
 * provider, after {@code kc.sh build}. Each combination of the three has a folder of its
 * own, so it is built once.
 *
 * @param home its folder
 */
record KeycloakServer(Path home) {

	/**
	 * As in {@code kc.sh}, which is left out because it would stand between a signal and
	 * the server.
	 */
	private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx512m", "-XX:MaxMetaspaceSize=256m",
			"-Dfile.encoding=UTF-8",
			"-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
					+ "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
			"--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
			"--add-opens=java.base/java.security=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
			"--enable-native-access=ALL-UNNAMED", "-Duser.language=en", "-Duser.country=US",
			"-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Dpicocli.disable.closures=true",
			"-Dquarkus-log-max-startup-records=10000");

	private static final String BUILT = "built";

	/** The one for what is in the tree now; not necessarily built yet. */
	static KeycloakServer of(Layout layout) {
		Path distribution = layout.keycloakDistribution();
		String name = distribution.getFileName() + "-" + fingerprint(layout);
		return new KeycloakServer(layout.state().resolve("keycloak").resolve(name));
	}

	void build(Layout layout, Processes processes) throws InterruptedException {
		if (Files.exists(this.home.resolve(BUILT))) {
			return;
		}
		Path all = layout.state().resolve("keycloak");
		Folders.delete(all);
		try {
			Files.createDirectories(all);
			Folders.copy(layout.keycloakDistribution(), this.home);
			Files.copy(layout.keycloakSettings(), this.home.resolve("conf/keycloak.conf"),
					StandardCopyOption.REPLACE_EXISTING);
			Files.copy(layout.jar("keycloak"), this.home.resolve("providers/gatehouse.jar"));
			processes.run(start("keycloak-build", Map.of(), "build"));
			Files.createFile(this.home.resolve(BUILT));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What {@code --import-realm} reads. */
	void place(Path realm) {
		try {
			Path folder = Files.createDirectories(this.home.resolve("data/import"));
			Files.copy(realm, folder.resolve(realm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	ProcessStart start(String name, Map<String, String> environment, String... arguments) {
		List<String> command = Jvm.command(Stream.concat(OPTIONS.stream(), Jvm.QUICK.stream()).toList(),
				"-Dkc.home.dir=" + this.home, "-Djboss.server.config.dir=" + this.home.resolve("conf"), "-cp",
				this.home.resolve("lib/quarkus-run.jar").toString(), "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
		command.addAll(List.of(arguments));
		return new ProcessStart(name, command, environment, this.home);
	}

	private static String fingerprint(Layout layout) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(Files.readAllBytes(layout.keycloakSettings()));
			digest.update(Files.readAllBytes(layout.jar("keycloak")));
			return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
