package dev.gatehouse.gateway.revocation;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What each request pays to be no revoked one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RevocationsBenchmark {

	/** How many of each kind are revoked. */
	@Param({ "0", "10", "30000" })
	public int entries;

	private final Register register = new Register();

	private final Revocations revocations = new Revocations(List.of(this.register));

	private final String client = "acme-treasury";

	private final String tokenId = "trrtcc:0f0e0d0c-0b0a-0908-0706-050403020100";

	private final String keyId = "FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE";

	private long issued = 1_795_000_000_000L;

	/** Revokes others. */
	@Setup
	public void revoke() {
		for (int i = 0; i < this.entries; i++) {
			for (Kind kind : Kind.values()) {
				this.register
					.merge(new Revocation(new Subject(kind, "other-" + i), true, 1, Long.MAX_VALUE / 1000, 9, "x"));
			}
		}
	}

	/** A token that is not revoked. */
	@Benchmark
	public boolean ask() {
		return this.revocations.concern(this.client, this.tokenId, this.keyId, this.issued);
	}

}
