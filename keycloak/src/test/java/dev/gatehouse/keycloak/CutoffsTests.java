package dev.gatehouse.keycloak;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

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
		assertThat(cutoffs.clients()).containsExactlyEntriesOf(new TreeMap<>(this.newestFirst));
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
		assertThat(this.newestFirst)
			.allSatisfy((client, from) -> assertThat(cutoffs.from(client)).isBetween(from, Math.max(from, 2000)));
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

	@Test
	void plainNamesOfTheGreatestLengthAllFit() {
		for (int i = 0; i <= Cutoffs.MOST; i++) {
			add(name("x", i), 20_000 - i);
		}
		Cutoffs cutoffs = Cutoffs.of(this.newestFirst, Cutoffs.MOST);
		assertThat(cutoffs.clients()).hasSize(Cutoffs.MOST);
		assertThat(cutoffs.all()).isEqualTo(10_000);
		assertThat(bytes(cutoffs.clients())).isLessThanOrEqualTo(FeedLength.CLIENTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0001", "\"", "\\", "\u007f", "\u00e9", "\u20ac", "\ud83d\ude00" })
	void ofLongerOnesTheNewestAreNamedThatFit(String character) {
		for (int i = 0; i < Cutoffs.MOST; i++) {
			add(name(character, i), 20_000_000_000L - i);
		}
		Cutoffs cutoffs = Cutoffs.of(this.newestFirst, Cutoffs.MOST);
		int named = cutoffs.clients().size();
		assertThat(named).isBetween(900, Cutoffs.MOST - 1);
		assertThat(cutoffs.all()).isEqualTo(20_000_000_000L - named);
		assertThat(cutoffs.clients()).containsKey(name(character, 0)).doesNotContainKey(name(character, named));
		assertThat(bytes(cutoffs.clients())).isLessThanOrEqualTo(FeedLength.CLIENTS);
	}

	/** The longest that Keycloak's table holds. */
	private static String name(String character, int number) {
		return character.repeat(250) + (10_000 + number);
	}

	/** The longest way to write it: all that is not plain is escaped. */
	private static int bytes(Map<String, Long> clients) {
		return JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
			.build()
			.writeValueAsBytes(clients).length;
	}

	private void add(String client, long from) {
		this.newestFirst.put(client, from);
	}

}
