package dev.gatehouse.cli.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndingTests {

	@Test
	void aStatusIsNamed() {
		assertThat(Ending.of(1)).isEqualTo("ended with status 1");
	}

	@Test
	void aSignalIsNamed() {
		assertThat(Ending.of(137)).isEqualTo("was killed by signal 9");
	}

}
