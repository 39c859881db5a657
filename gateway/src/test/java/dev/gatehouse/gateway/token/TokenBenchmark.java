package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.entry.SourceLimit;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;

/** What a token costs: one that is known, and one that has yet to be verified. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class TokenBenchmark {

	private final HttpHeaders known = new HttpHeaders();

	private final HttpHeaders unknown = new HttpHeaders();

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private TokenDecoder decoder;

	private TokenCheck check;

	private String rs256;

	private String es256;

	/** Opens an issuer and verifies one token. */
	@Setup
	public void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA, TestKeys.EC);
		IssuerSettings settings = this.issuer.settings();
		PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.keys = new IssuerKeys(settings.issuer(), new KeyFetch(settings.issuer()), null, (keys) -> {
		}, meters, InstantSource.system(), System::nanoTime);
		this.decoder = new TokenDecoder(settings, this.keys, TestRevocations.NONE, InstantSource.system(),
				Schedulers.immediate());
		this.check = new TokenCheck(this.decoder, new TokenCache(new TokenCacheSettings(100, DataSize.ofMegabytes(1))),
				this.keys, null, TestRevocations.NONE, new SourceLimit("refused-tokens", "", 1, 1, 1, System::nanoTime),
				InstantSource.system(), meters);
		this.rs256 = TestToken.of(this.issuer.uri()).text();
		this.es256 = TestToken.of(this.issuer.uri()).signedBy(TestKeys.EC, "ES256").text();
		this.known.set("Authorization", "Bearer " + this.rs256);
		this.unknown.set("Authorization", "Bearer " + this.es256);
		this.check.verify(this.known, false).block();
	}

	/** Closes the issuer. */
	@TearDown
	public void close() {
		this.keys.close();
		this.issuer.close();
	}

	/** A token that was verified before. */
	@Benchmark
	public @Nullable Object hit() {
		return this.check.known(this.known, false);
	}

	/** The look-up alone, of a token that was not. */
	@Benchmark
	public @Nullable Object miss() {
		return this.check.known(this.unknown, false);
	}

	/** Reads and verifies a token that was never seen. */
	@Benchmark
	public Object verifyRs256() {
		return this.decoder.verify(this.rs256);
	}

	/** The same with a signature on P-256. */
	@Benchmark
	public Object verifyEs256() {
		return this.decoder.verify(this.es256);
	}

}
