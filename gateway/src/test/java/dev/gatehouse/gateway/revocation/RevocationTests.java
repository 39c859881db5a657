package dev.gatehouse.gateway.revocation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Copies of an entry come to the same, however they are put together. */
class RevocationTests {

	private static final Subject ACME = new Subject(Kind.CLIENT, "acme");

	@Test
	void laterWordCounts() {
		Revocation revoked = entry(true, 10, 100);
		Revocation undone = entry(false, 11, 100);
		assertThat(revoked.merge(undone)).isEqualTo(undone);
		assertThat(undone.merge(revoked)).isEqualTo(undone);
		Revocation again = entry(true, 12, 50);
		assertThat(undone.merge(again)).isEqualTo(again);
		assertThat(again.merge(undone)).isEqualTo(again);
		assertThat(again.merge(null)).isEqualTo(again);
	}

	@Test
	void inDoubtItIsRevoked() {
		assertThat(entry(true, 10, 100).merge(entry(false, 10, 100)).revoked()).isTrue();
		assertThat(entry(false, 10, 100).merge(entry(true, 10, 100)).revoked()).isTrue();
	}

	@Test
	void twoRevocationsMakeTheWiderOne() {
		Revocation merged = entry(true, 10, 100).merge(entry(true, 11, 50));
		assertThat(merged.before()).isEqualTo(100);
		assertThat(merged.until()).isEqualTo(1100);
		assertThat(merged.stamp()).isEqualTo(11);
	}

	/** What nodes end with that were told the same in any order and several times. */
	@Test
	void orderAndRepetitionOfWhatIsToldChangeNothing() {
		Random random = new Random(7);
		for (int i = 0; i < 2000; i++) {
			List<Revocation> told = new ArrayList<>();
			for (int k = 0; k < 5; k++) {
				told.add(entry(random.nextBoolean(), random.nextInt(3), random.nextInt(3)));
			}
			Revocation one = merged(told, random);
			Revocation other = merged(told, random);
			assertThat(one.merge(other)).isEqualTo(other.merge(one));
			assertThat(one.revoked()).as("%s", told).isEqualTo(other.revoked());
			assertThat(one.merge(one)).isEqualTo(one);
		}
	}

	private static Revocation merged(List<Revocation> told, Random random) {
		List<Revocation> shuffled = new ArrayList<>(told);
		shuffled.add(told.get(random.nextInt(told.size())));
		Collections.shuffle(shuffled, random);
		return Objects.requireNonNull(shuffled.stream().reduce((before, next) -> next.merge(before)).orElse(null));
	}

	@Test
	void clientsTokensAreRefusedByWhenTheyWereIssued() {
		Revocation revoked = entry(true, 10, 100);
		assertThat(revoked.concerns(99_999)).isTrue();
		assertThat(revoked.concerns(100_000)).isFalse();
		assertThat(entry(false, 10, 100).concerns(99_999)).isFalse();
	}

	@Test
	void tokenAndKeyAreRefusedWheneverTheyWereIssued() {
		for (Kind kind : List.of(Kind.TOKEN, Kind.KEY)) {
			assertThat(new Revocation(new Subject(kind, "a"), true, 1, 0, 5, "x").concerns(Long.MAX_VALUE)).isTrue();
		}
	}

	@Test
	void itIsForgottenAfterTheLastTokenAndAWhile() {
		Revocation revoked = entry(true, 10, 100);
		assertThat(revoked.isInForce(1100)).isTrue();
		assertThat(revoked.isInForce(1101)).isFalse();
		assertThat(revoked.isOver(1400)).isFalse();
		assertThat(revoked.isOver(1401)).isTrue();
	}

	@Test
	void keyIsKeptUntilItIsUndoneAndThatForAYear() {
		Revocation key = new Revocation(new Subject(Kind.KEY, "a"), true, 1000, 0, Revocation.FOREVER, "x");
		assertThat(key.isOver(250_000_000_000L)).isFalse();
		Revocation undone = key.undone(2000, "y");
		assertThat(undone.isOver(365 * 86400L)).isFalse();
		assertThat(undone.isOver(367 * 86400L)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme", "a b:c", "trrtcc:1-2", "ünïcode \ud83d\ude00", "\"quoted\" \\ {}" })
	void anyNameSurvivesTheStore(String id) {
		for (Kind kind : Kind.values()) {
			Revocation entry = new Revocation(new Subject(kind, id), true, 10, 100, 1100, "alice@ops");
			assertThat(Revocation.of(entry.subject().field(), entry.text())).isEqualTo(entry);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "revoked", "revoked 1 2 3", "revoked 1 2 3 a b", "gone 1 2 3 a", "revoked -1 2 3 a",
			"revoked 1 2 99999999999999999999 a", "revoked 1 2 3 \n", " revoked 1 2 3 a" })
	void whatIsNoEntryIsNone(String text) {
		assertThat(Revocation.of("client:acme", text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "acme", "client", "client:", "partner:acme", "client: ", "client:a\nb" })
	void whatIsNoSubjectIsNone(String field) {
		assertThat(Revocation.of(field, "revoked 1 2 3 a")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a\u0000", "a\r\nb", "\ud83d", "a\u0085" })
	void nameThatNoTokenCanHaveIsRefused(String id) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Subject(Kind.TOKEN, id));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new Subject(Kind.TOKEN, "x".repeat(1025)));
	}

	@Test
	void nameWritesNoLinesOfItsOwnIntoTheLog() {
		assertThat(new Subject(Kind.TOKEN, "a\u2028b c")).hasToString("token-id a\\u2028b\\u0020c");
	}

	private static Revocation entry(boolean revoked, long stamp, long before) {
		return new Revocation(ACME, revoked, stamp, before, before + 1000, "tests");
	}

}
