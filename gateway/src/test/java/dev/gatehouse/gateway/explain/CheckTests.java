package dev.gatehouse.gateway.explain;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks are told in the order of the walk, each once. */
class CheckTests {

	@Test
	void roomsComeInTheOrderOfTheWalk() {
		assertThat(Check.ALL).doesNotHaveDuplicates();
		assertThat(Check.ALL.stream().map(Check::room).distinct()).containsExactly("entry", "contract", "token",
				"partner", "access", "limits");
	}

	@Test
	void onlyChecksOfTheTokenRoomAreOfTheToken() {
		assertThat(Check.ALL).filteredOn(Check::isOfToken).extracting(Check::room).containsOnly("token");
	}

}
