package dev.gatehouse.keycloak;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is named, and what all the others are told for the sake of those who are not. */
class CutoffsTests {

	private final SequencedMap<String, Long> newestFirst = new LinkedHashMap<>();

	@Test
	void asLongAsThereIsRoomEachIsNamedAndNobodyElsesTokensEnd() {
		add("c", 3000);
		add("b", 2000);
		add("a", 1000);
		Cutoffs cutoffs = Cutoffs.of(this.newestFirst, 3);
		assertThat(cutoffs.all()).isZero();
		assertThat(cutoffs.clients()).containsExactlyEntriesOf(new java.util.TreeMap<>(this.newestFirst));
		assertThat(cutoffs.from("b")).isEqualTo(2000);
		assertThat(cutoffs.from("other")).isZero();
	}

	@Test
	void whatIsToldToAllIsTheNewestOfThoseThatAreNotNamed() {
		add("d", 4000);
		add("c", 3000);
		add("b", 2000);
		add("a", 1000);
		Cutoffs cutoffs = Cutoffs.of(this.newestFirst, 2);
		assertThat(cutoffs.clients()).containsOnlyKeys("c", "d");
		assertThat(cutoffs.all()).isEqualTo(2000);
		assertThat(this.newestFirst).allSatisfy((client, from) -> assertThat(cutoffs.from(client)).isBetween(from,
				Math.max(from, 2000)));
	}

	@Test
	void furtherChangeEndsNoTokensOfOthersButOfLongAgo() {
		add("new", 9_000_000);
		for (int i = 0; i < 10; i++) {
			add("client-" + i, 2000 - i);
		}
		assertThat(Cutoffs.of(this.newestFirst, 10).all()).isEqualTo(1991);
	}

	@Test
	void whereTooManyChangeInOneSecondItEndsForAll() {
		add("a", 5000);
		add("b", 5000);
		add("c", 5000);
		Cutoffs cutoffs = Cutoffs.of(this.newestFirst, 2);
		assertThat(cutoffs.from("a")).isEqualTo(5000);
		assertThat(cutoffs.from("c")).isEqualTo(5000);
		assertThat(cutoffs.from("other")).isEqualTo(5000);
	}

	private void add(String client, long from) {
		this.newestFirst.put(client, from);
	}

}
