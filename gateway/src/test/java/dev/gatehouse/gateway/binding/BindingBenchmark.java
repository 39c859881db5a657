package dev.gatehouse.gateway.binding;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.record.Passages;
import dev.gatehouse.gateway.token.ProofReader;
import dev.gatehouse.gateway.token.VerifiedToken;
import dev.gatehouse.gateway.token.VerifiedTokens;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** What it costs that tokens may be bound: a plain one, and one with a proof. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class BindingBenchmark {

	private static final String URI_OF_PROOFS = "https://api.bank.example/v1/accounts";

	private final VerifiedToken plain = VerifiedTokens.with(null);

	private VerifiedToken bound;

	private Partner partner;

	private Passage passage;

	private MockServerHttpRequest request;

	private BindingCheck check;

	private ProofCheck proofs;

	private ProofReader reader;

	private String proof;

	private long count;

	private final SeenProofs seen = new SeenProofs(1_000_000_000, Duration.ofSeconds(60), Duration.ofSeconds(65));

	/** Makes a proof that is good for the whole run. */
	@Setup
	public void open() throws JOSEException {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		this.bound = VerifiedTokens.with(Map.of("jkt", key.computeThumbprint().toString()));
		this.partner = new Partner("acme", true, new Plan("free", null, 1, null, null), Set.of(), List.of(),
				Partner.Binding.NONE);
		this.proof = proof(key);
		this.request = MockServerHttpRequest.get("/v1/accounts").header("DPoP", this.proof).build();
		this.passage = Passages.of(MockServerWebExchange.from(this.request));
		this.passage.from(new Source(InetAddress.getLoopbackAddress(), "127.0.0.1", "https", "api.bank.example"));
		SourceLimit sources = new SourceLimit("refused-tokens", "", 1000, 1000, 1, System::nanoTime);
		ProofSettings settings = new ProofSettings(List.of("ES256"), Duration.ofMinutes(5), Duration.ofSeconds(5),
				1_000_000, Duration.ofSeconds(1), null, null);
		this.reader = new ProofReader(settings.algorithms(), 100);
		this.proofs = new ProofCheck(settings, this.reader, "https://api.bank.example", null, sources,
				InstantSource.system(), 0);
		this.check = new BindingCheck((request, source) -> null, this.proofs,
				new UsedProofs(this.seen, null, Schedulers.immediate(), InstantSource.system()), sources);
	}

	private String proof(ECKey key) throws JOSEException {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("typ", "dpop+jwt");
		header.put("alg", "ES256");
		header.put("jwk", key.toPublicJWK().toJSONObject());
		Map<String, Object> claims = Map.of("jti", "5f4dcc3b-5aa7-65d6-1d83-27deb882cf99", "htm", "GET", "htu",
				URI_OF_PROOFS, "iat", System.currentTimeMillis() / 1000, "ath", this.bound.hash());
		JsonMapper json = new JsonMapper();
		String input = Base64URL.encode(json.writeValueAsString(header)) + "."
				+ Base64URL.encode(json.writeValueAsString(claims));
		return input + "." + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256),
				input.getBytes(StandardCharsets.US_ASCII));
	}

	/** A token without binding of a partner without binding. */
	@Benchmark
	public @Nullable Object plain() {
		return this.check.check(this.request, this.passage, this.plain, this.partner);
	}

	/** Every check of a proof but whether it was used. */
	@Benchmark
	public Object proof() {
		return this.proofs.check(this.request, this.passage, this.bound, InetAddress.getLoopbackAddress());
	}

	/** Reading a proof of a known key. */
	@Benchmark
	public Object read() {
		return this.reader.read(this.proof);
	}

	/** Remembering a used proof. */
	@Benchmark
	public Object remember() {
		long now = System.currentTimeMillis();
		return this.seen.take(ProofId.of("key", "jti" + this.count++), "acme" + (this.count & 63), now, now);
	}

	/** Bringing an address to its one spelling. */
	@Benchmark
	public @Nullable Object uri() {
		return TargetUri.normal(URI.create(URI_OF_PROOFS).toString());
	}

}
