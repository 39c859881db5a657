package dev.gatehouse.gateway.record;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the record of one request costs the request, and the thread that writes it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AuditBenchmark {

	private static final int BATCH = 512;

	private final AuditQueue queue = new AuditQueue();

	private final AuditChain chain = new AuditChain();

	private final AuditEntry entry = AuditEntries.allowed("7f3a1a52-7f5e-4b44-9d9e-1d3a6f0b2c11");

	private int handed;

	/**
	 * Hands an entry over; now and then what is there is taken, which costs each its
	 * share.
	 */
	@Benchmark
	public Object handOver() {
		if (++this.handed == BATCH) {
			this.handed = 0;
			return this.queue.take();
		}
		return this.queue.add(this.entry);
	}

	/** The same, and before it the question whether there is room. */
	@Benchmark
	public Object handOverIfThereIsRoom() {
		return this.queue.isPressed() ? this.entry : handOver();
	}

	/** Writes a record and links it to the one before, with its hash. */
	@Benchmark
	public Object chain() {
		return this.chain.append(this.entry);
	}

}
