package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What operators ask of one gateway, by a clock that stands where the test says. */
@Timeout(30)
class DeskTests {

	private final Instant start = Instant.parse("2026-11-21T12:00:00.700Z");

	private final long second = this.start.getEpochSecond();

	private final AtomicReference<Instant> now = new AtomicReference<>(this.start);

	private final Node node = new Node(null, null, Duration.ofMillis(20), this.now::get);

	@AfterEach
	void close() {
		this.node.close();
	}

	@Test
	void tokenOfTheSameSecondIsRefusedAndOneOfTheNextIsNot() throws ManagementProblem {
		this.node.revoke("acme");
		assertThat(this.node.refuses("acme", "j", "k", this.second)).isTrue();
		assertThat(this.node.refuses("acme", "j", "k", this.second - 3600)).isTrue();
		assertThat(this.node.refuses("acme", "j", "k", this.second + 1)).isFalse();
		assertThat(this.node.refuses("globex", "j", "k", this.second)).isFalse();
	}

	@Test
	void tokensFromBeforeATimeAreRefusedAndNoOthers() throws ManagementProblem {
		this.node.revoke(Kind.CLIENT, "acme", Instant.ofEpochSecond(this.second - 60));
		assertThat(this.node.refuses("acme", "j", "k", this.second - 61)).isTrue();
		assertThat(this.node.refuses("acme", "j", "k", this.second - 60)).isFalse();
		this.node.revoke(Kind.CLIENT, "globex", Instant.ofEpochSecond(this.second - 60).plusMillis(1));
		assertThat(this.node.refuses("globex", "j", "k", this.second - 60)).isTrue();
	}

	@Test
	void earlierTimeTakesNothingBack() throws ManagementProblem {
		this.node.revoke("acme");
		this.node.revoke(Kind.CLIENT, "acme", Instant.ofEpochSecond(this.second - 60));
		assertThat(this.node.refuses("acme", "j", "k", this.second)).isTrue();
	}

	@Test
	void timeThatHasNotComeOrLiesTooFarBackIsRefused() throws ManagementProblem {
		for (Instant time : List.of(this.start.plusSeconds(31), this.start.minusSeconds(3632),
				Instant.parse("0001-01-01T00:00:00Z"), Instant.MAX)) {
			assertThatExceptionOfType(ManagementProblem.class).as("%s", time)
				.isThrownBy(() -> this.node.revoke(Kind.CLIENT, "acme", time));
		}
		assertThat(this.node.size()).isZero();
		this.node.revoke(Kind.CLIENT, "acme", this.start.plusSeconds(30));
		this.node.revoke(Kind.CLIENT, "globex", this.start.minusSeconds(3600));
		assertThat(this.node.size()).isEqualTo(2);
	}

	@Test
	void oneTokenOrOneKeyIsRefusedAndNoOther() throws ManagementProblem {
		this.node.revoke(Kind.TOKEN, "stolen", null);
		this.node.revoke(Kind.KEY, "leaked", null);
		assertThat(this.node.refuses("acme", "stolen", "k", this.second)).isTrue();
		assertThat(this.node.refuses("acme", "j", "leaked", this.second + 9999)).isTrue();
		assertThat(this.node.refuses("stolen", "leaked", "stolen", this.second)).isFalse();
	}

	@Test
	void revocationIsUndone() throws ManagementProblem {
		this.node.revoke("acme");
		assertThat(this.node.undo(Kind.CLIENT, "acme")).containsEntry("undone", Map.of("kind", "client", "id", "acme"));
		assertThat(this.node.refuses("acme")).isFalse();
		assertThat(this.node.list().get("revocations")).isEqualTo(List.of());
		this.node.revoke("acme");
		assertThat(this.node.refuses("acme")).isTrue();
	}

	@Test
	void whatIsNotRevokedCannotBeUndone() throws ManagementProblem {
		this.node.revoke("acme");
		assertNotRevoked(Kind.KEY, "acme");
		assertNotRevoked(Kind.CLIENT, "Acme");
		this.node.undo(Kind.CLIENT, "acme");
		assertNotRevoked(Kind.CLIENT, "acme");
	}

	private void assertNotRevoked(Kind kind, String id) {
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.node.undo(kind, id))
			.havingCause()
			.isInstanceOfSatisfying(ManagementProblem.class, (problem) -> assertThat(problem.status()).isEqualTo(404));
	}

	@Test
	void listTellsTheLatestFirstWithAllThatIsKnown() throws ManagementProblem {
		this.node.revoke("acme");
		this.now.set(this.start.plusSeconds(1));
		this.node.revoke(Kind.TOKEN, "stolen", null);
		this.now.set(this.start.plusSeconds(2));
		this.node.revoke(Kind.KEY, "leaked", null);
		assertThat(this.node.list()).containsEntry("known", true)
			.containsEntry("store", "none")
			.doesNotContainKey("ageSeconds")
			.containsEntry("revocations",
					List.of(Map.of("kind", "key", "id", "leaked", "since", "2026-11-21T12:00:02.700Z", "by", "tests"),
							Map.of("kind", "token-id", "id", "stolen", "until", "2026-11-21T13:01:03Z", "since",
									"2026-11-21T12:00:01.700Z", "by", "tests"),
							Map.of("kind", "client", "id", "acme", "issuedBefore", "2026-11-21T12:00:01Z", "until",
									"2026-11-21T13:00:32Z", "since", "2026-11-21T12:00:00.700Z", "by", "tests")));
	}

	@Test
	void answerSaysWhetherTheClientIsAPartner() throws ManagementProblem {
		assertThat(this.node.revoke("acme")).containsEntry("registered", true)
			.containsEntry("store", "none")
			.containsEntry("kept", false);
		assertThat(this.node.revoke("acmee")).containsEntry("registered", false);
		assertThat(this.node.revoke(Kind.KEY, "acme", null)).doesNotContainKey("registered");
	}

	/** The last token from before may be used until iat + an hour + the skew. */
	@Test
	void itIsGoneByItselfAfterTheLastTokenItConcerns() throws ManagementProblem {
		this.node.revoke("acme");
		this.node.revoke(Kind.TOKEN, "stolen", null);
		this.node.revoke(Kind.KEY, "leaked", null);
		this.now.set(this.start.plusSeconds(3631));
		assertThat((List<?>) this.node.list().get("revocations")).hasSize(3);
		this.now.set(this.start.plusSeconds(3633));
		assertThat((List<?>) this.node.list().get("revocations")).hasSize(2);
		this.now.set(this.start.plusSeconds(3700));
		assertThat((List<?>) this.node.list().get("revocations")).hasSize(1);
		this.now.set(this.start.plusSeconds(3700 + 400));
		Awaitility.await().until(() -> this.node.size() == 1);
		assertThat(this.node.refuses("acme", "j", "leaked", this.second)).isTrue();
	}

	@Test
	void thereIsABoundAndWhatIsThereCanStillBeChanged() throws ManagementProblem {
		this.node.revoke("acme");
		for (int i = 0; this.node.size() < Register.MOST; i++) {
			this.node.register()
				.merge(new Revocation(new Subject(Kind.TOKEN, "t" + i), true, 1, 0, this.second + 9999, "tests"));
		}
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.node.revoke("globex"))
			.havingCause()
			.isInstanceOfSatisfying(ManagementProblem.class, (problem) -> assertThat(problem.status()).isEqualTo(409));
		assertThat(this.node.refuses("globex")).isFalse();
		this.node.undo(Kind.CLIENT, "acme");
		this.node.revoke("acme");
		assertThat(this.node.refuses("acme")).isTrue();
	}

}
