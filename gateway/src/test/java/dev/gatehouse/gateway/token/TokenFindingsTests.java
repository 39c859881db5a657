package dev.gatehouse.gateway.token;

import java.time.Instant;
import java.util.List;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/** What a refusal says about a token, check by check. */
class TokenFindingsTests {

	@ParameterizedTest
	@EnumSource
	void everyReasonIsTheFailureOfOneCheckAndAllBeforeItPassed(TokenReason reason) {
		TokenFindings findings = new TokenFindings(refusal(reason).about(token().build()));
		List<String> checks = TokenFindings.checks();
		assertThat(checks).contains(findings.failed()).doesNotHaveDuplicates();
		int failed = checks.indexOf(findings.failed());
		assertThat(checks.subList(0, failed)).allMatch(findings::passed);
		assertThat(checks.subList(failed, checks.size())).noneMatch(findings::passed);
	}

	@Test
	void withoutKeysItEndsAtTheKey() {
		TokenFindings findings = new TokenFindings(Refusal.of(Problem.IDENTITY_UNAVAILABLE, "A sentence."));
		assertThat(findings.failed()).isEqualTo("key");
		assertThat(findings.passed("algorithm")).isTrue();
		assertThat(findings.verified()).isNull();
	}

	@Test
	void whetherAVerifiedTokenIsInForceIsAllThatNobodyCanTell() {
		Jwt token = token().build();
		TokenFindings findings = new TokenFindings(
				Refusal.of(Problem.IDENTITY_UNAVAILABLE, "A sentence.").about(token));
		assertThat(findings.failed()).isEqualTo("revoked");
		assertThat(findings.passed("signature")).isTrue();
		assertThat(findings.verified()).isSameAs(token);
	}

	@Test
	void clientIsOneNameOrNone() {
		assertThat(TokenFindings.client(token().claim("client_id", "acme").build())).isEqualTo("acme");
		assertThat(TokenFindings.client(token().claim("azp", "acme").build())).isEqualTo("acme");
		assertThat(TokenFindings.client(token().claim("client_id", "acme").claim("azp", "acme").build()))
			.isEqualTo("acme");
		assertThat(TokenFindings.client(token().build())).isNull();
		assertThat(TokenFindings.client(token().claim("client_id", "acme").claim("azp", "globex").build())).isNull();
		assertThat(TokenFindings.client(token().claim("client_id", 7).claim("azp", "7").build())).isNull();
		assertThat(TokenFindings.client(token().claim("client_id", "ac\nme").build())).isNull();
	}

	@Test
	void tokenIsKnownIfItsIssuerSignedIt() {
		Jwt token = token().build();
		assertThat(new TokenFindings(refusal(TokenReason.EXPIRED).about(token)).verified()).isSameAs(token);
		assertThat(new TokenFindings(refusal(TokenReason.SIGNATURE)).verified()).isNull();
	}

	@Test
	void tokenWithoutTimesWasNotAskedWhenItIsValid() {
		for (Jwt token : List.of(token().claims((claims) -> claims.remove("exp")).build(),
				token().claims((claims) -> claims.remove("iat")).build())) {
			TokenFindings findings = new TokenFindings(refusal(TokenReason.CLAIMS).about(token));
			assertThat(findings.passed("time")).isFalse();
			assertThat(findings.passed("audience")).isTrue();
		}
	}

	@Test
	void tokenWhoseClaimsCannotBeReadWasNotAskedWhatTheySay() {
		TokenFindings findings = new TokenFindings(refusal(TokenReason.CLAIMS));
		assertThat(TokenFindings.checks()).filteredOn(findings::passed)
			.containsExactly("form", "algorithm", "key", "signature");
	}

	private static Refusal refusal(TokenReason reason) {
		return Refusal.of(Problem.INVALID_TOKEN, reason.id(), reason.sentence());
	}

	private static Jwt.Builder token() {
		return Jwt.withTokenValue("t")
			.header("typ", "at+jwt")
			.subject("s")
			.issuedAt(Instant.EPOCH)
			.expiresAt(Instant.EPOCH.plusSeconds(1));
	}

}
