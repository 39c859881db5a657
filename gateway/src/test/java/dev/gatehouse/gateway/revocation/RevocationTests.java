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
		assertThat(undone.merge(again)).isEqualTo(again.merge(undone));
		assertThat(undone.merge(again).revoked()).isTrue();
		assertThat(undone.merge(again).before()).isEqualTo(50);
		assertThat(again.merge(null)).isEqualTo(again);
	}

	/** A copy of the first may lie about anywhere, in a file or a store that slept. */
	@Test
	void whatWasUndoneDoesNotComeBackWithALaterRevocation() throws ManagementProblem {
		Revocation first = new Change(ACME, true, 100, 1100, "x").on(null, 1);
		Revocation undone = new Change(ACME, false, 0, 0, "y").on(first, 2);
		Revocation again = new Change(ACME, true, 50, 1050, "z").on(undone, 3);
		for (List<Revocation> told : List.of(List.of(first, undone, again), List.of(first, again, undone),
				List.of(undone, first, again), List.of(undone, again, first), List.of(again, first, undone),
				List.of(again, undone, first), List.of(first, again), List.of(again, first))) {
			Revocation merged = merged(told);
			assertThat(merged).as("%s", told).isEqualTo(again);
			assertThat(merged.concerns(49_999)).isTrue();
			assertThat(merged.concerns(50_000)).isFalse();
		}
		assertThat(Revocation.of(again.subject().field(), again.text())).isEqualTo(again);
	}

	/** Who made the third knew nothing of the second, nor who made that of the third. */
	@Test
	void undoingThatTurnsUpLateLeavesWhatIsLaterThanIt() throws ManagementProblem {
		Revocation first = new Change(ACME, true, 100, 1100, "x").on(null, 1);
		Revocation undone = new Change(ACME, false, 0, 0, "y").on(first, 2);
		Revocation third = new Change(ACME, true, 50, 1050, "z").on(first, 3);
		assertThat(third.before()).isEqualTo(100);
		Revocation merged = third.merge(undone);
		assertThat(merged).isEqualTo(undone.merge(third));
		assertThat(merged.revoked()).isTrue();
		assertThat(merged.before()).isEqualTo(50);
	}

	/** Else a copy of what was undone would come back. */
	@Test
	void undoingIsRememberedForAsLongAsWhatItUndid() {
		Revocation again = entry(true, 12, 50).merge(entry(false, 11, 0)).merge(entry(true, 10, 100));
		assertThat(again.before()).isEqualTo(50);
		assertThat(again.until()).isEqualTo(1050);
		assertThat(again.isInForce(1051)).isFalse();
		assertThat(again.isOver(1400)).isFalse();
		assertThat(again.isOver(1401)).isTrue();
	}

	@Test
	void revokingEverLessDoesNotGrowForEver() throws ManagementProblem {
		Revocation entry = new Change(ACME, true, 1000, 2000, "x").on(null, 1);
		for (int i = 1; i < 100; i++) {
			entry = new Change(ACME, true, 1000 - i, 2000 - i, "x").on(entry, 1 + i);
			assertThat(entry.several()).hasSizeLessThan(10);
			assertThat(entry.before()).isEqualTo(1000);
			assertThat(entry.stamp()).isEqualTo(1 + i);
		}
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

	/**
	 * What nodes end with that were told the same in any order, in any groups that others
	 * had put together, and several times.
	 */
	@Test
	void orderGroupsAndRepetitionOfWhatIsToldChangeNothing() {
		Random random = new Random(7);
		for (int i = 0; i < 5000; i++) {
			List<Revocation> told = new ArrayList<>();
			Kind kind = (i % 4 == 0) ? Kind.KEY : Kind.CLIENT;
			for (int k = 0; k < 5; k++) {
				told.add(random(kind, random));
			}
			Revocation one = merged(told);
			for (int k = 0; k < 5; k++) {
				assertThat(grouped(told, random)).as("%s", told).isEqualTo(one);
			}
			assertThat(one.merge(one)).isEqualTo(one);
			assertThat(one.merge(told.getFirst())).isEqualTo(one);
			assertThat(told.getFirst().merge(one)).isEqualTo(one);
			assertThat(Revocation.of(one.subject().field(), one.text())).isEqualTo(one);
		}
	}

	/** Of a key there is no end. */
	private static Revocation random(Kind kind, Random random) {
		boolean revoked = random.nextInt(3) > 0;
		long until = (revoked && kind == Kind.KEY) ? Revocation.FOREVER : 1000 + random.nextInt(3);
		return new Revocation(new Subject(kind, "acme"), revoked, random.nextInt(4),
				(kind == Kind.CLIENT) ? random.nextInt(3) : 0, until, random.nextBoolean() ? "x" : "y");
	}

	private static Revocation merged(List<Revocation> told) {
		return Objects.requireNonNull(told.stream().reduce((before, next) -> next.merge(before)).orElse(null));
	}

	/** Puts any two together, until there is one. */
	private static Revocation grouped(List<Revocation> told, Random random) {
		List<Revocation> groups = new ArrayList<>(told);
		groups.add(told.get(random.nextInt(told.size())));
		while (groups.size() > 1) {
			Collections.shuffle(groups, random);
			groups.add(groups.removeLast().merge(groups.removeLast()));
		}
		return groups.getFirst();
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

	/** As they were written before an entry could be several. */
	@Test
	void olderEntriesAreRead() {
		Revocation revoked = Objects.requireNonNull(Revocation.of("client:acme", "revoked 1 2 3 undone"));
		assertThat(revoked).isEqualTo(new Revocation(ACME, true, 1, 2, 3, "undone"));
		assertThat(revoked.text()).isEqualTo("revoked 1 2 3 undone");
		Revocation undone = Objects.requireNonNull(Revocation.of("client:acme", "undone 4 2 3 b"));
		assertThat(undone.revoked()).isFalse();
		assertThat(undone.merge(revoked)).isEqualTo(undone);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "revoked", "revoked 1 2 3", "revoked 1 2 3 a b", "gone 1 2 3 a", "revoked -1 2 3 a",
			"revoked 1 2 99999999999999999999 a", "revoked 1 2 3 \n", " revoked 1 2 3 a", "revoked 1 2 3 a ",
			"revoked 1 2 3 a undone 4 0 3", "revoked 1 2 3 a gone 4 0 3 b", "revoked 1 2 3 a  undone 4 0 3 b" })
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
