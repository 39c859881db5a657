package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

import dev.gatehouse.cli.process.ProcessMark;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The script {@code gatehouse} with a JDK and a Maven that only say how they were called.
 */
class ScriptTests {

	private static final List<String> MODULES = List.of("keycloak", "cli", "accounts-service", "loans-service",
			"cards-service", "gateway");

	@TempDir
	private Path folder = Path.of("");

	private Path root = Path.of("");

	private Path tools = Path.of("");

	private Path jdk = Path.of("");

	private String system = ":/usr/bin:/bin";

	@BeforeEach
	void makeRepository() throws IOException {
		this.root = Files.createDirectories(this.folder.resolve("a bank"));
		this.tools = Files.createDirectories(this.folder.resolve("tools"));
		this.jdk = this.folder.resolve("my jdk");
		Files.copy(Path.of("../gatehouse"), this.root.resolve("gatehouse"));
		executable(this.root.resolve("gatehouse"), Files.readString(this.root.resolve("gatehouse")));
		executable(this.jdk.resolve("bin/java"), "#!/bin/sh\nprintf 'java'; printf ' [%s]' \"$@\"; echo\n");
		executable(this.jdk.resolve("bin/javac"), "#!/bin/sh\n");
		Files.writeString(this.jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
		executable(this.tools.resolve("mvn"), "#!/bin/sh\necho \"$PWD $*\" > '" + this.folder + "/mvn.called'\n");
		Files.writeString(this.root.resolve("pom.xml"), "");
		for (String module : MODULES) {
			source(module, Instant.now().minusSeconds(600));
			Files.createDirectories(this.root.resolve(module + "/target"));
			Files.writeString(this.root.resolve(module + "/target/" + module + ".jar"), "");
		}
		Files.setLastModifiedTime(this.root.resolve("pom.xml"), FileTime.from(Instant.now().minusSeconds(600)));
	}

	@Test
	void itHandsOverToTheLauncherOnTheJdkOfJavaHome() throws Exception {
		Ran ran = run("status");
		assertThat(ran.output()).startsWith("java [-XX:TieredStopAtLevel=1]")
			.contains("[-Dgatehouse.root=" + this.root.toRealPath() + "]")
			.contains("[-jar] [" + this.root.toRealPath() + "/cli/target/cli.jar] [status]");
		assertThat(ran.status()).isZero();
	}

	@Test
	void argumentsArriveAsTheyAre() throws Exception {
		assertThat(run("call", "acme", "POST", "/v1/x", "{\"a b\": \"*\"}").output())
			.endsWith("[call] [acme] [POST] [/v1/x] [{\"a b\": \"*\"}]\n");
	}

	@Test
	void anotherVersionInJavaHomeIsPassedOver() throws IOException, InterruptedException {
		Files.writeString(this.jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
		assertThat(run("status").output()).doesNotStartWith("java [");
	}

	@Test
	void nothingIsBuiltWhenNothingIsStale() throws Exception {
		assertThat(run("up").output()).startsWith("java ");
		assertThat(this.folder.resolve("mvn.called")).doesNotExist();
	}

	@Test
	void upBuildsWhatIsOlderThanItsSourcesAndSaysSo() throws Exception {
		source("loans-service", Instant.now().plusSeconds(5));
		Files.delete(this.root.resolve("gateway/target/gateway.jar"));
		Ran ran = run("up", "--detach");
		assertThat(ran.output().lines()).hasSize(2).first().asString().contains("building", "loans-service gateway");
		assertThat(this.folder.resolve("mvn.called")).content()
			.startsWith(this.root.toRealPath().toString())
			.contains("-pl loans-service,gateway -am");
	}

	@ParameterizedTest
	@ValueSource(strings = { "status", "partner list", "matrix", "--help", "up --help" })
	void otherCommandsBuildOnlyTheLauncherAndOnlyIfItIsStale(String command) throws Exception {
		source("gateway", Instant.now().plusSeconds(5));
		run(command.split(" ", -1));
		assertThat(this.folder.resolve("mvn.called")).doesNotExist();
		source("cli", Instant.now().minusSeconds(1));
		Files.setLastModifiedTime(this.root.resolve("cli/target/cli.jar"),
				FileTime.from(Instant.now().minusSeconds(300)));
		run(command.split(" ", -1));
		assertThat(this.folder.resolve("mvn.called")).content().contains("-pl cli -am");
		Files.delete(this.folder.resolve("mvn.called"));
		run(command.split(" ", -1));
		assertThat(this.folder.resolve("mvn.called")).as("what was built is not stale").doesNotExist();
		Files.delete(this.root.resolve("cli/target/cli.jar"));
		run(command.split(" ", -1));
		assertThat(this.folder.resolve("mvn.called")).content().contains("-pl cli -am");
	}

	@Test
	void buildOfTheLauncherDoesNotHideThatTheGatewayIsStale() throws Exception {
		source("gateway", Instant.now().minusSeconds(1));
		source("cli", Instant.now().minusSeconds(1));
		for (String module : List.of("gateway", "cli")) {
			Files.setLastModifiedTime(this.root.resolve(module + "/target/" + module + ".jar"),
					FileTime.from(Instant.now().minusSeconds(300)));
		}
		run("status");
		assertThat(this.folder.resolve("mvn.called")).content().contains("-pl cli -am");
		run("up");
		assertThat(this.folder.resolve("mvn.called")).content().contains("-pl gateway -am");
	}

	@Test
	void whatACommandPrintsHasNothingOfTheBuildInIt() throws Exception {
		source("cli", Instant.now().plusSeconds(5));
		Process process = start(false, "token", "acme-treasury");
		assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).contains("building");
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("java [")
			.hasLineCount(1);
		assertThat(process.waitFor()).isZero();
	}

	@Test
	void commandsThatComeAtOnceBuildOnce() throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "macOS has none");
		executable(this.tools.resolve("mvn"), "#!/bin/sh\nsleep 1\necho called >> '" + this.folder + "/mvn.called'\n");
		source("cli", Instant.now().minusSeconds(1));
		Files.setLastModifiedTime(this.root.resolve("cli/target/cli.jar"),
				FileTime.from(Instant.now().minusSeconds(300)));
		List<Process> processes = List.of(start("status"), start("status"), start("status"));
		for (Process process : processes) {
			assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("java [");
			assertThat(process.waitFor()).isZero();
		}
		assertThat(this.folder.resolve("mvn.called")).hasContent("called");
	}

	@Test
	void aBuildThatFailsShowsItsErrorsAndEndsWith1() throws Exception {
		executable(this.tools.resolve("mvn"),
				"#!/bin/sh\necho '[INFO] noise'\necho '[ERROR] Foo.java is wrong'\nexit 1\n");
		Files.delete(this.root.resolve("gateway/target/gateway.jar"));
		Ran ran = run("up");
		assertThat(ran.status()).isEqualTo(1);
		assertThat(ran.output()).contains("[ERROR] Foo.java is wrong", "The build failed")
			.doesNotContain("noise", "java [");
	}

	@Test
	void withoutMavenItSaysWhatToInstall() throws Exception {
		Files.delete(this.tools.resolve("mvn"));
		Files.delete(this.root.resolve("gateway/target/gateway.jar"));
		this.system = "";
		for (String tool : List.of("bash", "dirname", "grep", "readlink", "find")) {
			executable(this.tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
		}
		Ran ran = run("up");
		assertThat(ran.output()).contains("gateway", "Install Maven");
		assertThat(ran.status()).isEqualTo(1);
	}

	@Test
	void aSignalDuringTheBuildEndsAllOfIt() throws Exception {
		executable(this.tools.resolve("mvn"), "#!/bin/sh\nsleep 61 &\necho $! > '" + this.folder + "/child'\nwait\n");
		Files.delete(this.root.resolve("gateway/target/gateway.jar"));
		Process script = start("up");
		Path child = this.folder.resolve("child");
		await().until(() -> Files.exists(child) && !Files.readString(child).isBlank());
		script.destroy();
		assertThat(script.waitFor()).isEqualTo(143);
		long pid = Long.parseLong(Files.readString(child).strip());
		await().until(() -> ProcessMark.of(pid).isEmpty());
	}

	private void source(String module, Instant changed) throws IOException {
		Path sources = Files.createDirectories(this.root.resolve(module + "/src/main"));
		Path source = Files.writeString(sources.resolve("Some.java"), "");
		Path pom = Files.writeString(this.root.resolve(module + "/pom.xml"), "");
		for (Path file : List.of(source, pom, sources)) {
			Files.setLastModifiedTime(file, FileTime.from(changed));
		}
	}

	private static void executable(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private Process start(String... arguments) throws IOException {
		return start(true, arguments);
	}

	private Process start(boolean joined, String... arguments) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(this.root.resolve("gatehouse").toString());
		builder.command().addAll(List.of(arguments));
		builder.environment().put("JAVA_HOME", this.jdk.toString());
		builder.environment().put("PATH", this.tools + this.system);
		builder.environment().remove("GATEHOUSE_STATE");
		return builder.directory(this.folder.toFile()).redirectErrorStream(joined).start();
	}

	private Ran run(String... arguments) throws IOException, InterruptedException {
		Process process = start(arguments);
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Ran(process.waitFor(), output);
	}

	private record Ran(int status, String output) {
	}

}
