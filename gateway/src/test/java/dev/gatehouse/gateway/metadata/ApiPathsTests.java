package dev.gatehouse.gateway.metadata;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.gateway.contract.Operation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An API lives under what its paths have in common, if that is its own. */
class ApiPathsTests {

	@Test
	void pathIsWhatAllOperationsBeginWith() {
		assertThat(paths("a /v1/things", "a /v1/things/{id}", "a /v1/things/{id}/parts"))
			.isEqualTo(Map.of("a", "/v1/things"));
		assertThat(paths("a /v1/things/{id}/parts", "a /v1/things/{id}")).isEqualTo(Map.of("a", "/v1/things"));
		assertThat(paths("a /v1/one/x", "a /v1/one/y")).isEqualTo(Map.of("a", "/v1/one"));
	}

	@Test
	void onlyWholeSegmentsCount() {
		assertThat(paths("a /v1/thing", "a /v1/things")).isEqualTo(Map.of("a", "/v1"));
	}

	@Test
	void pathOfTwoApisBelongsToNeither() {
		assertThat(paths("a /v1/one", "a /v1/two", "b /v1/three", "b /v1/four", "c /v1/five"))
			.isEqualTo(Map.of("c", "/v1/five"));
	}

	@Test
	void apiWhosePathsHaveNothingInCommonHasNone() {
		assertThat(paths("a /one", "a /two")).isEmpty();
		assertThat(paths("a /{any}")).isEmpty();
	}

	private static Map<String, String> paths(String... operations) {
		return ApiPaths.of(Stream.of(operations)
			.map((operation) -> operation.split(" ", -1))
			.map((parts) -> new Operation(parts[0], "id", "GET", parts[1], List.of("s"), Set.of()))
			.toList());
	}

}
