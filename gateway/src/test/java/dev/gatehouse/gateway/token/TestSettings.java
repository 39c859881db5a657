package dev.gatehouse.gateway.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Settings as by default, for one issuer and the audience of the tests. */
final class TestSettings {

	static final String AUDIENCE = "bank-gateway";

	private final String uri;

	private @Nullable String jwksUri;

	private IssuerSettings.Profile profile = IssuerSettings.Profile.RFC9068;

	private List<String> algorithms = List.of("RS256", "PS256", "ES256", "EdDSA");

	private Duration skew = Duration.ofSeconds(30);

	private Duration maxLifetime = Duration.ofHours(24);

	private Duration refresh = Duration.ofMinutes(5);

	private Duration timeout = Duration.ofSeconds(2);

	private @Nullable Path keysFile;

	TestSettings(String uri) {
		this.uri = uri;
	}

	TestSettings jwksUri(@Nullable String uri) {
		this.jwksUri = uri;
		return this;
	}

	TestSettings profile(IssuerSettings.Profile profile) {
		this.profile = profile;
		return this;
	}

	TestSettings algorithms(String... algorithms) {
		this.algorithms = List.of(algorithms);
		return this;
	}

	TestSettings skew(Duration skew) {
		this.skew = skew;
		return this;
	}

	TestSettings maxLifetime(Duration lifetime) {
		this.maxLifetime = lifetime;
		return this;
	}

	TestSettings refresh(Duration refresh) {
		this.refresh = refresh;
		return this;
	}

	TestSettings timeout(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	TestSettings keysFile(Path file) {
		this.keysFile = file;
		return this;
	}

	IssuerSettings build() {
		return new IssuerSettings(new IssuerSettings.Issuer(this.uri, this.jwksUri, this.profile, this.algorithms,
				this.skew, this.maxLifetime, this.refresh, Duration.ofSeconds(30), Duration.ofHours(1), this.timeout,
				this.keysFile), AUDIENCE);
	}

}
