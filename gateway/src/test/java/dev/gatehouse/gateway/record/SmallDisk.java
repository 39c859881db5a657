package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A disk of its own that can really be full: a file system in memory. */
public final class SmallDisk implements AutoCloseable {

	private final Path path;

	private SmallDisk(Path path) {
		this.path = path;
	}

	/** Mounts one below a folder; the test is skipped where that is not allowed. */
	public static SmallDisk below(Path folder, String size) throws IOException {
		Path path = Files.createDirectories(folder.resolve("disk"));
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()) == 0,
				"a full disk needs a mount, which needs root");
		return new SmallDisk(path);
	}

	/** Where the audit record may be. */
	public Path folder() {
		return this.path.resolve("audit");
	}

	/** Takes all the room that is left. */
	public void fill() throws IOException {
		byte[] block = new byte[4096];
		try (OutputStream file = Files.newOutputStream(this.path.resolve("filler"))) {
			while (true) {
				file.write(block);
			}
		}
		catch (IOException ex) {
			assertThat(this.path.toFile().getUsableSpace()).as(ex.getMessage()).isLessThan(4096);
		}
	}

	/** Gives it back. */
	public void free() throws IOException {
		Files.delete(this.path.resolve("filler"));
	}

	@Override
	public void close() throws IOException {
		assertThat(run("umount", this.path.toString())).isZero();
		Files.delete(this.path);
	}

	private static int run(String... command) throws IOException {
		return new ProcessBuilder(List.of(command)).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.onExit()
			.join()
			.exitValue();
	}

}
