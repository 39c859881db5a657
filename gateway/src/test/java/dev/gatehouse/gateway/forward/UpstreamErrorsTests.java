package dev.gatehouse.gateway.forward;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.SignalType;
import reactor.netty.channel.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A service that fails is named by how it failed, never by where it is. */
class UpstreamErrorsTests {

	private static final String PLACE = "accounts-service.internal/10.1.2.3:8080";

	@ParameterizedTest
	@MethodSource("failures")
	void failureBecomesItsProblemAndSaysNothingOfThePlace(Throwable error, Problem problem, boolean isUnreached) {
		Refusal refusal = (Refusal) UpstreamErrors.refusal(error);
		assertThat(refusal.problem()).isEqualTo(problem);
		assertThat(refusal.detail()).doesNotContain("internal", "10.1.2.3", "Exception");
		assertThat(RefusalParts.headers(refusal).containsKey("Retry-After")).isEqualTo(problem.status() == 503);
		assertThat(UpstreamErrors.isUnreached(error)).isEqualTo(isUnreached);
	}

	static Stream<Arguments> failures() {
		return Stream.of(arguments(new ConnectException(PLACE), Problem.UPSTREAM_UNAVAILABLE, true),
				arguments(new ConnectTimeoutException(PLACE), Problem.UPSTREAM_UNAVAILABLE, true),
				arguments(new UnknownHostException(PLACE), Problem.UPSTREAM_UNAVAILABLE, true),
				arguments(new NoRouteToHostException(PLACE), Problem.UPSTREAM_UNAVAILABLE, true),
				arguments(new SSLException(PLACE), Problem.UPSTREAM_UNAVAILABLE, false),
				arguments(ReadTimeoutException.INSTANCE, Problem.UPSTREAM_TIMEOUT, false),
				arguments(new TimeoutException(PLACE), Problem.UPSTREAM_TIMEOUT, false),
				arguments(new IOException(PLACE), Problem.UPSTREAM_FAILED, false),
				arguments(new IllegalStateException(PLACE), Problem.UPSTREAM_FAILED, false));
	}

	@Test
	void refusalOfTheGatewaysOwnStays() {
		Refusal refusal = Refusal.of(Problem.BODY_TOO_LARGE, "A sentence.");
		assertThat(UpstreamErrors.refusal(refusal)).isSameAs(refusal);
	}

	@Test
	void onlyTheServicesOwnFailuresCountAgainstIt() {
		assertThat(verdict(200, null, SignalType.ON_COMPLETE)).isEqualTo(Attempt.Verdict.GOOD);
		assertThat(verdict(404, null, SignalType.ON_COMPLETE)).isEqualTo(Attempt.Verdict.GOOD);
		assertThat(verdict(499, null, SignalType.ON_COMPLETE)).isEqualTo(Attempt.Verdict.GOOD);
		assertThat(verdict(500, null, SignalType.ON_COMPLETE)).isEqualTo(Attempt.Verdict.BAD);
		assertThat(verdict(0, new ConnectException(), SignalType.ON_ERROR)).isEqualTo(Attempt.Verdict.BAD);
		assertThat(verdict(200, new IOException(), SignalType.ON_ERROR)).isEqualTo(Attempt.Verdict.BAD);
		assertThat(verdict(0, null, SignalType.CANCEL)).isEqualTo(Attempt.Verdict.NEITHER);
		assertThat(verdict(500, null, SignalType.CANCEL)).isEqualTo(Attempt.Verdict.NEITHER);
		assertThat(verdict(0, Refusal.of(Problem.BODY_TOO_LARGE, "x"), SignalType.ON_ERROR))
			.isEqualTo(Attempt.Verdict.NEITHER);
		assertThat(verdict(200, AbortedException.beforeSend(), SignalType.ON_ERROR)).isEqualTo(Attempt.Verdict.NEITHER);
		assertThat(verdict(0, AbortedException.beforeSend(), SignalType.ON_ERROR)).isEqualTo(Attempt.Verdict.BAD);
	}

	private static Attempt.Verdict verdict(int status, @Nullable Throwable error, SignalType signal) {
		Attempt attempt = new Attempt();
		attempt.answered(status);
		if (error != null) {
			attempt.failed(error);
		}
		return attempt.verdict(signal);
	}

}
