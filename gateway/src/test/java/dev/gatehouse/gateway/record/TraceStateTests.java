package dev.gatehouse.gateway.record;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is valid goes on as it came, the rest not at all. */
class TraceStateTests {

	@ParameterizedTest
	@ValueSource(strings = { "rojo=00f067aa0ba902b7", "rojo=1,congo=t61rcWkgMzE", "a=b,", ",a=b", "a=b, \tc=d",
			"tenant@vendor=x", "0tenant@vendor=x", "a_-*/0= b !~", "a=a\\b;c\"d:e" })
	void validStateGoesOnAsItCame(String value) {
		assertThat(TraceState.of(List.of(value))).isEqualTo(value);
	}

	@Test
	void linesAreOneList() {
		assertThat(TraceState.of(List.of("a=1", "b=2,c=3"))).isEqualTo("a=1,b=2,c=3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", " ", "a", "=b", "a=", "A=b", "0=b", "a@0=b", "@b=c", "a@=b", "a b=c", "a=b=c",
			"a=b\u00e9", "a=\u0001", "a=1,a=2", "a=1,b", "a=1;b" + "\u0000" })
	void whatIsNotValidGoesNoFurther(String value) {
		assertThat(TraceState.of(List.of(value))).isNull();
	}

	@Test
	void noLinesAreNoState() {
		assertThat(TraceState.of(List.of())).isNull();
	}

	@Test
	void thirtyTwoMembersAreTheMost() {
		assertThat(TraceState.of(List.of(members(32)))).isEqualTo(members(32));
		assertThat(TraceState.of(List.of(members(33)))).isNull();
	}

	@Test
	void fiveHundredAndTwelveCharactersAreTheMost() {
		String half = "a=" + "x".repeat(253);
		assertThat(TraceState.of(List.of(half, "b=" + "x".repeat(254)))).hasSize(512);
		assertThat(TraceState.of(List.of(half, "b=" + "x".repeat(255)))).isNull();
		assertThat(TraceState.of(Collections.nCopies(300, ""))).isNull();
	}

	private static String members(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "k" + i + "=v").collect(Collectors.joining(","));
	}

}
