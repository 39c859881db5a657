package dev.gatehouse.cards.card;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gatehouse.cards.card.CardEvent.BLOCK;
import static dev.gatehouse.cards.card.CardEvent.BLOCK_FOR_GOOD;
import static dev.gatehouse.cards.card.CardEvent.CHANGE_LIMIT;
import static dev.gatehouse.cards.card.CardEvent.UNBLOCK;
import static dev.gatehouse.cards.card.CardState.ACTIVE;
import static dev.gatehouse.cards.card.CardState.BLOCKED;
import static dev.gatehouse.cards.card.CardState.BLOCKED_FOR_GOOD;
import static dev.gatehouse.cards.card.CardState.EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CardStateTests {

	@ParameterizedTest
	@MethodSource
	void allowed(CardState from, CardEvent event, CardState to) {
		assertThat(from.after(event)).isEqualTo(to);
	}

	@ParameterizedTest
	@MethodSource
	void refused(CardState from, CardEvent event, CardRefusal refusal) {
		assertThatExceptionOfType(CardRefused.class).isThrownBy(() -> from.after(event))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(refusal));
	}

	@Test
	void everyStateAndEventIsInOneOfTheTables() {
		Stream<String> tested = Stream.concat(allowed(), refused()).map((row) -> row.get()[0] + " " + row.get()[1]);
		Stream<String> all = Arrays.stream(CardState.values())
			.flatMap((state) -> Arrays.stream(CardEvent.values()).map((event) -> state + " " + event));
		assertThat(tested).containsExactlyInAnyOrderElementsOf(all.toList());
	}

	static Stream<Arguments> allowed() {
		return Stream.of(arguments(ACTIVE, BLOCK, BLOCKED), arguments(ACTIVE, BLOCK_FOR_GOOD, BLOCKED_FOR_GOOD),
				arguments(ACTIVE, CHANGE_LIMIT, ACTIVE), arguments(BLOCKED, UNBLOCK, ACTIVE),
				arguments(BLOCKED, CHANGE_LIMIT, BLOCKED));
	}

	static Stream<Arguments> refused() {
		return Stream.of(arguments(ACTIVE, UNBLOCK, CardRefusal.NOT_BLOCKED),
				arguments(BLOCKED, BLOCK, CardRefusal.ALREADY_BLOCKED),
				arguments(BLOCKED, BLOCK_FOR_GOOD, CardRefusal.ALREADY_BLOCKED),
				arguments(BLOCKED_FOR_GOOD, BLOCK, CardRefusal.ALREADY_BLOCKED),
				arguments(BLOCKED_FOR_GOOD, BLOCK_FOR_GOOD, CardRefusal.ALREADY_BLOCKED),
				arguments(BLOCKED_FOR_GOOD, UNBLOCK, CardRefusal.BLOCKED_FOR_GOOD),
				arguments(BLOCKED_FOR_GOOD, CHANGE_LIMIT, CardRefusal.BLOCKED_FOR_GOOD),
				arguments(EXPIRED, BLOCK, CardRefusal.EXPIRED), arguments(EXPIRED, BLOCK_FOR_GOOD, CardRefusal.EXPIRED),
				arguments(EXPIRED, UNBLOCK, CardRefusal.EXPIRED),
				arguments(EXPIRED, CHANGE_LIMIT, CardRefusal.EXPIRED));
	}

}
