package dev.gatehouse.gateway.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long a registry of 100,000 partners takes to be read. A start reads it once, in a
 * JVM that has not compiled anything: without iterations before, that is what the first
 * one shows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class RegistryBenchmark {

	private static final int PARTNERS = 100_000;

	private Path file;

	/** Writes it as the documentation shows it. */
	@Setup
	public void write() throws IOException {
		StringBuilder text = new StringBuilder(
				"plans:\n  standard: {rate: 50/s, burst: 100, quota: 1000000/day}\n" + "partners:\n");
		for (int i = 0; i < PARTNERS; i++) {
			text.append("""
					  partner-%1$06d:
					    name: Partner %1$d GmbH
					    status: active
					    plan: standard
					    scopes: [accounts:read, accounts:write, loans:read]
					    networks: [10.0.0.0/8, "2001:db8::/32"]
					    contact: api@partner-%1$d.example
					""".formatted(i));
		}
		this.file = Files.writeString(Files.createTempFile("partners", ".yaml"), text);
	}

	/** Reads all of it. */
	@Benchmark
	public Map<String, Partner> read() {
		return RegistryReader.read(this.file, Set.of("accounts"));
	}

	/** Leaves nothing behind. */
	@TearDown
	public void delete() throws IOException {
		Files.delete(this.file);
	}

}
