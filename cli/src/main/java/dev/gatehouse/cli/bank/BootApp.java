package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;

/**
 * A Spring Boot application, run from an unpacked copy: it starts faster than from the
 * jar, and a build cannot pull it away under the running process.
 *
 * @param module the module that builds it
 * @param layout where things are
 */
record BootApp(String module, Layout layout) {

	/** Copies and unpacks the jar, unless that was done with this very jar. */
	void prepare(Processes processes) throws InterruptedException {
		Path jar = this.layout.jar(this.module);
		Path copy = folder().resolve(this.module + "-packed.jar");
		try {
			if (Files.exists(unpacked()) && Files.exists(copy) && Files.mismatch(jar, copy) < 0) {
				return;
			}
			Folders.delete(folder());
			Files.createDirectories(folder());
			Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
			Path partial = folder().resolve("partial");
			List<String> command = Jvm.command(Jvm.QUICK, "-Djarmode=tools", "-jar", copy.toString(), "extract",
					"--destination", partial.toString());
			processes.run(new ProcessStart(this.module + "-unpack", command, Map.of(), folder()));
			Files.move(partial.resolve(copy.getFileName()), partial.resolve(this.module + ".jar"));
			Files.move(partial, unpacked());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> command(List<String> options) {
		// When it first ends, the JVM writes its loaded classes to this file; from then
		// on it starts with them.
		return Jvm.command(options, "-XX:+AutoCreateSharedArchive",
				"-XX:SharedArchiveFile=" + folder().resolve("classes.jsa"), "-jar",
				unpacked().resolve(this.module + ".jar").toString());
	}

	private Path folder() {
		return this.layout.state().resolve("apps").resolve(this.module);
	}

	private Path unpacked() {
		return folder().resolve("unpacked");
	}

}
