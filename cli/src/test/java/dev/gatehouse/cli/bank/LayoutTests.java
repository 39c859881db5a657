package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LayoutTests {

	@TempDir
	private Path root = Path.of("");

	@Test
	void nobodyElseCanEnterTheState() throws IOException {
		Layout layout = new Layout(this.root, Path.of(".gatehouse"));
		layout.create();
		assertThat(mode(layout.state())).isEqualTo("rwx------");
		Files.setPosixFilePermissions(layout.state(), PosixFilePermissions.fromString("rwxr-xr-x"));
		layout.create();
		assertThat(mode(layout.state())).isEqualTo("rwx------");
	}

	@Test
	void theStateMayBeElsewhere() {
		Path elsewhere = this.root.resolve("else where");
		assertThat(new Layout(this.root, elsewhere).state()).isEqualTo(elsewhere);
		assertThat(new Layout(this.root, Path.of("x/y")).state()).isEqualTo(this.root.resolve("x/y"));
	}

	@Test
	void whatIsNotBuiltIsNamed() {
		Layout layout = new Layout(this.root, Path.of(".gatehouse"));
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> layout.jar("gateway"))
			.withMessageContaining("gateway.jar");
		assertThatExceptionOfType(Complaint.class).isThrownBy(layout::keycloakDistribution)
			.withMessageContaining("keycloak");
	}

	@Test
	void theUnpackedKeycloakIsFoundWhateverItsVersion() {
		assertThat(Repository.in(this.root).keycloakDistribution())
			.isEqualTo(this.root.resolve("keycloak/target/keycloak-1.2.3"));
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
