package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one partner under one plan, with what is used of them. A refusal shows
 * them as draft-ietf-httpapi-ratelimit-headers-10 writes them.
 */
final class PartnerLimits {

	private final Plan plan;

	private final @Nullable RateLimit rate;

	private final @Nullable QuotaCount quota;

	private final @Nullable Semaphore concurrency;

	PartnerLimits(Plan plan, long now) {
		this.plan = plan;
		this.rate = (plan.rate() != null) ? new RateLimit(plan.rate(), plan.burst(), now) : null;
		this.quota = (plan.quota() != null) ? new QuotaCount(plan.quota()) : null;
		this.concurrency = (plan.concurrency() != null) ? new Semaphore(plan.concurrency()) : null;
	}

	boolean isUnder(Plan plan) {
		return this.plan.equals(plan);
	}

	/** Takes a place, a request of the rate and one of the quota, or nothing of them. */
	Permit admit(long nanos, Instant now) {
		if (this.concurrency != null && !this.concurrency.tryAcquire()) {
			throw tooManyAtOnce();
		}
		try {
			takeRate(nanos);
			takeQuota(now);
			return (this.concurrency != null) ? this.concurrency::release : Permit.NOTHING_HELD;
		}
		catch (Refusal refusal) {
			if (this.concurrency != null) {
				this.concurrency.release();
			}
			throw refusal;
		}
	}

	/** Refuses what {@link #admit} would refuse, and takes nothing. */
	void check(long nanos, Instant now) {
		if (this.concurrency != null && this.concurrency.availablePermits() < 1) {
			throw tooManyAtOnce();
		}
		if (this.rate != null && this.rate.look(nanos) > 0) {
			throw rateLimited(this.rate, this.rate.look(nanos), nanos);
		}
		if (this.quota != null && this.quota.look(now) > 0) {
			throw quotaExhausted(this.quota, this.quota.look(now));
		}
	}

	/** Returns what is left. */
	Standing standing(long nanos, Instant now) {
		return new Standing(this.plan.name(),
				(this.rate != null) ? new Standing.Rate(this.plan.burst(), this.rate.left(nanos),
						seconds(this.rate.untilFull(nanos))) : null,
				(this.quota != null) ? new Standing.Quota(this.quota.limit().requests(),
						this.quota.limit().period().name().toLowerCase(Locale.ROOT), this.quota.left(now),
						this.quota.untilNext(now)) : null,
				(this.concurrency != null) ? new Standing.Places(places(), this.concurrency.availablePermits()) : null);
	}

	private long places() {
		return (this.plan.concurrency() != null) ? this.plan.concurrency() : 0;
	}

	private Refusal tooManyAtOnce() {
		return refusal(Problem.TOO_MANY_AT_ONCE, "The plan's number of requests at once is reached.", 1)
			.with("limit", places())
			.header("RateLimit-Policy", "\"" + this.plan.name() + "\";q=" + places() + ";qu=\"concurrent-requests\"")
			.header("RateLimit", "\"" + this.plan.name() + "\";r=0");
	}

	private void takeRate(long now) {
		long wait = (this.rate != null) ? this.rate.take(now) : 0;
		if (this.rate != null && wait > 0) {
			throw rateLimited(this.rate, wait, now);
		}
	}

	private Refusal rateLimited(RateLimit rate, long wait, long now) {
		long reset = seconds(rate.untilFull(now));
		return refusal(Problem.RATE_LIMITED, "The plan's rate is exceeded.", seconds(wait))
			.with("limit", this.plan.burst())
			.with("reset", reset)
			.header("RateLimit-Policy",
					"\"" + this.plan.name() + "\";q=" + this.plan.burst() + ";w=" + seconds(rate.window()))
			.header("RateLimit", "\"" + this.plan.name() + "\";r=0;t=" + reset);
	}

	private void takeQuota(Instant now) {
		long wait = (this.quota != null) ? this.quota.take(now) : 0;
		if (this.quota != null && wait > 0) {
			if (this.rate != null) {
				this.rate.giveBack();
			}
			throw quotaExhausted(this.quota, wait);
		}
	}

	private Refusal quotaExhausted(QuotaCount quota, long wait) {
		Plan.Quota limit = quota.limit();
		long window = TimeUnit.DAYS.toSeconds((limit.period() == Plan.Period.DAY) ? 1 : 30);
		return refusal(Problem.QUOTA_EXHAUSTED, "The plan's quota is used up.", wait).with("limit", limit.requests())
			.with("reset", wait)
			.header("RateLimit-Policy", "\"" + this.plan.name() + "\";q=" + limit.requests() + ";w=" + window)
			.header("RateLimit", "\"" + this.plan.name() + "\";r=0;t=" + wait);
	}

	private Refusal refusal(Problem problem, String detail, long retryAfter) {
		return Refusal.of(problem, detail).with("plan", this.plan.name()).retryAfter(retryAfter);
	}

	private static long seconds(long nanos) {
		return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
	}

}
