package dev.gatehouse.cli.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CredentialsFileTests {

	@TempDir
	private Path folder = Path.of("");

	private CredentialsFile file = new CredentialsFile(Path.of(""));

	@BeforeEach
	void openFile() {
		this.file = new CredentialsFile(this.folder.resolve("credentials.env"));
	}

	@Test
	void onlyItsOwnerCanReadIt() throws IOException {
		this.file.ensure(List.of("A_SECRET"));
		assertThat(mode()).isEqualTo("rw-------");
	}

	@Test
	void aFileThatOthersCanReadIsClosed() throws IOException {
		Files.writeString(this.file.path(), "A_SECRET=a\n");
		Files.setPosixFilePermissions(this.file.path(), PosixFilePermissions.fromString("rw-r--r--"));
		this.file.ensure(List.of("A_SECRET"));
		assertThat(mode()).isEqualTo("rw-------");
	}

	@Test
	void secretsAreLongDifferentAndNeedNoQuoting() {
		Credentials credentials = this.file.ensure(List.of("A_SECRET", "B_SECRET"));
		assertThat(credentials.values()).containsOnlyKeys("A_SECRET", "B_SECRET");
		assertThat(credentials.values().values()).doesNotHaveDuplicates()
			.allMatch((value) -> value.matches("[0-9a-f]{64}"));
	}

	@Test
	void whatIsThereStays() throws IOException {
		Files.writeString(this.file.path(), "# by hand\nA_SECRET=by=hand\n");
		Credentials credentials = this.file.ensure(List.of("A_SECRET", "B_SECRET"));
		assertThat(credentials.get("A_SECRET")).isEqualTo("by=hand");
		assertThat(Files.readAllLines(this.file.path())).hasSize(3).startsWith("# by hand", "A_SECRET=by=hand");
		assertThat(this.file.ensure(List.of("A_SECRET", "B_SECRET"))).isEqualTo(credentials);
	}

	@Test
	void aLostSecretIsMadeAnew() throws IOException {
		String lost = this.file.ensure(List.of("A_SECRET")).get("A_SECRET");
		Files.delete(this.file.path());
		assertThat(this.file.ensure(List.of("A_SECRET")).get("A_SECRET")).isNotEqualTo(lost);
	}

	@Test
	void aLastLineWithoutEndKeepsItsValue() throws IOException {
		Files.writeString(this.file.path(), "A_SECRET=a");
		assertThat(this.file.ensure(List.of("B_SECRET")).get("A_SECRET")).isEqualTo("a");
	}

	@Test
	void aMissingFileIsASentence() {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> this.file.read())
			.withMessageContaining("credentials.env");
	}

	@Test
	void aMissingSecretIsNamed() {
		Credentials credentials = this.file.ensure(List.of("A_SECRET"));
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> credentials.get("B_SECRET"))
			.withMessageContaining("B_SECRET");
	}

	@Test
	void secretsAreNotPrinted() {
		Credentials credentials = this.file.ensure(List.of("A_SECRET"));
		assertThat(credentials.toString()).contains("A_SECRET").doesNotContain(credentials.get("A_SECRET"));
	}

	@Test
	void aClientsSecretIsNamedAfterIt() {
		assertThat(Credentials.secretName("acme-treasury")).isEqualTo("ACME_TREASURY_SECRET");
	}

	@Test
	void theRealmSaysWhichSecretsItWants() throws IOException {
		Path realm = Files.writeString(this.folder.resolve("realm.json"),
				"{\"a\": \"${A_SECRET}\", \"b\": \"${B_SECRET}\", \"again\": \"${A_SECRET}\", \"role\": \"${role_x}\"}");
		assertThat(Placeholders.in(realm)).containsExactly("A_SECRET", "B_SECRET");
	}

	private String mode() throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file.path()));
	}

}
