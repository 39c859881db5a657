package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.store.StoreAway;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** All quotas are asked for again and again, and nobody waits long behind that. */
class QuotaLearnerTests {

	private static final StoreTime TIME = new StoreTime(0, Instant.parse("2026-11-30T12:00:00Z").toEpochMilli() * 1000,
			1);

	private final StoreState state = new StoreState(Duration.ofMillis(4), 1,
			() -> Instant.ofEpochMilli(TIME.micros() / 1000), 0);

	private final UsedQuotas used = new UsedQuotas();

	private final List<Integer> asked = new ArrayList<>();

	private long now;

	private long answerTakes = TimeUnit.MILLISECONDS.toNanos(1);

	private boolean away;

	private int partners;

	private final QuotaLearner learner = new QuotaLearner(() -> IntStream.range(0, this.partners)
		.mapToObj((i) -> new QuotaLease("lease", "partner-" + i, new Plan.Quota(100, Plan.Period.DAY), this.state,
				this.now)),
			this.used, () -> this.now);

	@Test
	void firstAreAskedForAtOnceAndTheRestAFewAtATime() throws StoreAway {
		this.partners = 1030;
		this.answerTakes = TimeUnit.MILLISECONDS.toNanos(100);
		this.learner.learnMany(this::answer);
		assertThat(this.asked).containsExactly(200, 200, 200, 200, 200);
		this.learner.learnFew(this::answer);
		this.learner.learnFew(this::answer);
		this.learner.learnFew(this::answer);
		assertThat(this.asked).endsWith(200, 20, 10).hasSize(7);
		assertThat(this.used.size()).isEqualTo(1030);
	}

	@Test
	void fewAreAskedForNoMoreOftenThanIsMeant() throws StoreAway {
		this.partners = 100;
		this.learner.learnFew(this::answer);
		this.learner.learnFew(this::answer);
		assertThat(this.asked).containsExactly(20);
		pass(Duration.ofMillis(40));
		this.learner.learnFew(this::answer);
		assertThat(this.asked).containsExactly(20, 20);
	}

	/** Of those that came meanwhile, too. */
	@Test
	void roundBeginsAMinuteAfterTheOneBefore() throws StoreAway {
		this.partners = 1;
		this.learner.learnMany(this::answer);
		this.partners = 2;
		pass(Duration.ofSeconds(59));
		this.learner.learnFew(this::answer);
		assertThat(this.asked).containsExactly(1);
		pass(Duration.ofSeconds(1));
		this.learner.learnFew(this::answer);
		assertThat(this.asked).containsExactly(1, 2);
	}

	@Test
	void whatIsNotAnsweredIsAskedAgain() throws StoreAway {
		this.partners = 1000;
		this.away = true;
		assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> this.learner.learnMany(this::answer));
		assertThat(this.used.size()).isZero();
		this.away = false;
		this.learner.learnMany(this::answer);
		assertThat(this.used.size()).isEqualTo(1000);
	}

	@Test
	void nothingIsAskedWhereNoQuotaIs() throws StoreAway {
		this.learner.learnMany(this::answer);
		this.learner.learnFew(this::answer);
		assertThat(this.asked).isEmpty();
	}

	private void answer(List<Report> questions) throws StoreAway {
		pass(Duration.ofNanos(this.answerTakes));
		if (this.away) {
			throw new StoreAway("no answer", null);
		}
		this.asked.add(questions.size());
		questions.forEach((question) -> question.lease().answered(question, 0, 5, 5, this.now, TIME));
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

}
