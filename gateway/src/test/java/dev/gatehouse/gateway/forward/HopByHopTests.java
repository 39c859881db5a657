package dev.gatehouse.gateway.forward;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What concerns one connection goes no further, and neither does what it nominates. */
class HopByHopTests {

	@ParameterizedTest
	@ValueSource(strings = { "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
			"proxy-authorization", "proxy-connection", "http2-settings" })
	void fieldsOfTheConnectionAreIncludedAlways(String name) {
		assertThat(HopByHop.includes(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "content-type", "accept", "te-x", "x-connection", "" })
	void otherFieldsAreNot(String name) {
		assertThat(HopByHop.includes(name)).isFalse();
	}

	@Test
	void fieldsThatTheConnectionNominatesAreIncludedInAnyCase() {
		var nominated = HopByHop.nominated(List.of("close, X-One", " x-TWO ,,X-Three"));
		assertThat(List.of("x-one", "x-two", "x-three", "close"))
			.allMatch((name) -> HopByHop.isNominated(name, nominated));
		assertThat(HopByHop.isNominated("x-four", nominated)).isFalse();
	}

	@Test
	void ordinaryConnectionNominatesNothing() {
		assertThat(HopByHop.nominated(List.of())).isNull();
		assertThat(HopByHop.nominated(List.of("Keep-Alive"))).isNull();
	}

}
