package dev.gatehouse.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	@Test
	void aPipeGetsALineForEachChange() {
		tell(false);
		assertThat(output().lines()).containsExactly("postgres          starting", "gateway           starting",
				"postgres          ready");
	}

	@Test
	void aScreenKeepsOneLineForEachPart() {
		tell(true);
		String end = output().substring(output().lastIndexOf("\u001b[2F"));
		assertThat(end.replaceAll("\u001b\\[[0-9]*[A-Z]", "").lines()).containsExactly("postgres          ready",
				"gateway           starting");
	}

	@Test
	void aPipeGetsNoEscapes() {
		tell(false);
		assertThat(output()).doesNotContain("\u001b");
	}

	private void tell(boolean isScreen) {
		Progress progress = new Terminal(new PrintStream(this.output, true, StandardCharsets.UTF_8), isScreen)
			.progress();
		progress.state("postgres", "starting");
		progress.state("gateway", "starting");
		progress.state("postgres", "ready");
	}

	private String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
