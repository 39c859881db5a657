package dev.gatehouse.gateway.validation;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Items are the same when JSON says so, and telling takes no longer than reading. */
class DistinctItemsTests {

	private static final Contract CONTRACT = Contract.of("Set: {type: array, uniqueItems: true}",
			"List: {type: array, uniqueItems: false}");

	@ParameterizedTest
	@ValueSource(strings = { "[1,1]", "[1,1.0]", "[100,1e2]", "[0,-0.0]", "[\"a\",\"\\u0061\"]", "[null,null]",
			"[[],[]]", "[{},{}]", "[{\"a\":1,\"b\":[2]},{\"b\":[2.0],\"a\":1}]", "[1,2,3,2]" })
	void equalItemsAreFoundOnce(String json) {
		assertThat(CONTRACT.find("Set", json)).containsExactly("unique-items");
		assertThat(CONTRACT.find("List", json)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "[1]", "[1,2]", "[1,\"1\"]", "[0,false,null,\"\",[],{}]", "[[1],[[1]]]",
			"[[1,2],[12]]", "[[\"a\",\"b\"],[\"ab\"],[\"a\\\"1\\\"b\"]]", "[{\"a\":\"b\"},{\"a\":null},{\"ab\":\"\"}]",
			"[true,\"true\"]" })
	void differentItemsAreNotFound(String json) {
		assertThat(CONTRACT.find("Set", json)).isEmpty();
	}

	@Test
	void itemsOfOneHashCodeCostNoMoreThanOthers() {
		String strings = IntStream.range(0, 1 << 14)
			.mapToObj((i) -> '"' + StrictJsonTests.collision(i) + '"')
			.collect(Collectors.joining(",", "[", "]"));
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(CONTRACT.find("Set", strings)).isEmpty());
	}

}
