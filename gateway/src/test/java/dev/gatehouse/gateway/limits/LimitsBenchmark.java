package dev.gatehouse.gateway.limits;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to admit one request under a plan that limits everything, and to end it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class LimitsBenchmark {

	/** How many partners come in turns. */
	@Param({ "100", "100000" })
	public int partners;

	private final Limits limits = new Limits(new LocalCounts(InstantSource.system()), (client) -> null,
			System::nanoTime);

	private Partner[] all;

	private int turn;

	/** Makes the partners, all under one plan that is never exceeded. */
	@Setup
	public void register() {
		Plan plan = new Plan("big", new Plan.Rate(900_000_000, TimeUnit.SECONDS.toNanos(1)), 900_000_000,
				new Plan.Quota(Long.MAX_VALUE, Plan.Period.DAY), 10_000);
		this.all = new Partner[this.partners];
		for (int i = 0; i < this.partners; i++) {
			this.all[i] = new Partner("partner-" + i, true, plan, Set.of("a:read"), List.of(), Partner.Binding.NONE);
		}
	}

	/** Admits one request, of another partner each time, and ends it. */
	@Benchmark
	public void admit() {
		this.turn = (this.turn + 1) % this.all.length;
		this.limits.admitAsKnown(this.all[this.turn], "accounts").release();
	}

}
