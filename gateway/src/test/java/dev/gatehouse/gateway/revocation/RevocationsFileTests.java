package dev.gatehouse.gateway.revocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The file is whole and the gateway's own, or nobody starts with it. */
@Timeout(30)
class RevocationsFileTests {

	private static final Revocation ACME = new Revocation(new Subject(Kind.CLIENT, "acme \"ü\""), true, 10, 100, 1100,
			"tests");

	private static final Revocation KEY = new Revocation(new Subject(Kind.KEY, "k"), false, 10, 0, 1100, "tests");

	@TempDir
	private Path folder = Path.of("");

	@Test
	void whatIsWrittenIsReadByTheNextStart() throws IOException {
		file().write(Stream.of(ACME, KEY));
		assertThat(file().read()).containsExactlyInAnyOrder(ACME, KEY);
		file().write(Stream.of());
		assertThat(file().read()).isEmpty();
	}

	@Test
	void onlyItsOwnerMayReadIt() throws IOException {
		file().write(Stream.of(ACME));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-------");
		try (Stream<Path> files = Files.list(path().getParent())) {
			assertThat(files).containsExactly(path());
		}
	}

	@Test
	void missingFileIsAFirstStart() {
		assertThat(file().read()).isNull();
		assertThat(file().asOf()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "[]", "null", "{\"revocations\":[]}", "{\"revocations\":null}",
			"{\"revocations\":{\"client:acme\":\"revoked 1 2 3\"}}", "{\"revocations\":{\"client:acme\":7}}",
			"{\"revocations\":{\"acme\":\"revoked 1 2 3 a\"}}", "{\"revocations\":{}} x",
			"{\"revocations\":{\"client:a\":\"revoked 1 2 3 a\",\"client:a\":\"undone 4 2 3 a\"}}" })
	void fileThatIsBrokenStopsTheStart(String content) throws IOException {
		write(content);
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new Node(null, path()))
			.withMessageStartingWith("gatehouse.revocations.file: ")
			.withMessageContaining(path().toString());
		assertThat(path()).hasContent(content);
	}

	@Test
	void everyPartOfAFileThatIsCutOffStopsTheStart() throws IOException {
		file().write(Stream.of(ACME, KEY));
		String whole = Files.readString(path());
		for (int i = 0; i < whole.length(); i++) {
			write(whole.substring(0, i));
			assertThatExceptionOfType(InvalidSetting.class).as(whole.substring(0, i)).isThrownBy(() -> file().read());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw--w----", "rw-----w-" })
	void fileThatOthersMayWriteStopsTheStart(String mode) throws IOException {
		file().write(Stream.of(ACME));
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(mode));
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> file().read());
	}

	@Test
	void placeThatIsNoFileStopsTheStart() throws IOException {
		Files.createDirectories(path());
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> file().read());
	}

	@Test
	void gatewayAloneKnowsAgainAfterARestart() throws ManagementProblem {
		try (Node node = new Node(null, path())) {
			assertThat(node.revoke("acme")).containsEntry("kept", true);
			node.revoke(Kind.KEY, "leaked", null);
			node.revoke("globex");
			node.undo(Kind.CLIENT, "globex");
		}
		try (Node node = new Node(null, path())) {
			assertThat(List.of(node.refuses("acme"), node.refuses("x", "j", "leaked", 1), node.refuses("globex")))
				.containsExactly(true, true, false);
		}
	}

	@Test
	void changeThatCannotBeKeptIsInForceAndSaysSo() throws IOException, ManagementProblem {
		Path place = Files.createDirectory(this.folder.resolve("gone"));
		try (Node node = new Node(null, place.resolve("r.json"))) {
			Files.delete(place.resolve("r.json"));
			Files.delete(place);
			Files.writeString(place, "a file in the folder's place");
			assertThat(node.revoke("acme")).containsEntry("kept", false);
			assertThat(node.refuses("acme")).isTrue();
			Files.delete(place);
			assertThat(node.revoke("globex")).containsEntry("kept", true);
		}
	}

	private void write(String content) throws IOException {
		Files.createDirectories(path().getParent());
		Files.writeString(path(), content);
		Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-------"));
	}

	private Path path() {
		return this.folder.resolve("own/revocations.json");
	}

	private RevocationsFile file() {
		return new RevocationsFile(path());
	}

}
