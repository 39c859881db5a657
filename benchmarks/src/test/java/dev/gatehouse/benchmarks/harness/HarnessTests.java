package dev.gatehouse.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The harness reckons, reads and draws as its own tests say. */
@Timeout(60)
class HarnessTests {

	@Test
	void testsOfTheHarnessPass() throws IOException, InterruptedException {
		assumeTrue(isOnThePath("python3"), "there is no python3 here, which benchmarks/run needs");
		Process tests = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "tests", "-t", ".")
			.redirectErrorStream(true)
			.start();
		String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(tests.waitFor()).as(output).isZero();
		assertThat(output).containsPattern("Ran \\d\\d+ tests");
	}

	private static boolean isOnThePath(String command) {
		return Arrays.stream(System.getenv("PATH").split(":", -1))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, command)));
	}

}
