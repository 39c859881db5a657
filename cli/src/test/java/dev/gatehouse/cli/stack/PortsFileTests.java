package dev.gatehouse.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.gatehouse.cli.bank.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PortsFileTests {

	@TempDir
	private Path folder = Path.of("");

	@Test
	void whatIsWrittenIsReadBack() {
		PortsFile file = new PortsFile(this.folder.resolve("ports"));
		Ports ports = Ports.anywhere();
		file.write(ports);
		assertThat(file.read()).contains(ports);
		file.remove();
		assertThat(file.read()).isEmpty();
	}

	@Test
	void aDamagedFileIsNoPorts() throws IOException {
		Path file = this.folder.resolve("ports");
		Files.writeString(file, "gateway=eighty\n");
		assertThat(new PortsFile(file).read()).isEmpty();
		Files.writeString(file, "gateway=80\n");
		assertThat(new PortsFile(file).read()).isEmpty();
	}

}
