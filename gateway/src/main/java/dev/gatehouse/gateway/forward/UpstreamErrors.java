package dev.gatehouse.gateway.forward;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * What a failed call of a service is to the caller. Says nothing of hosts or exceptions.
 */
final class UpstreamErrors {

	/** As long as the circuit breaker rests, by default. */
	private static final int REST_SECONDS = 5;

	private UpstreamErrors() {
	}

	/** Returns whether the service was never reached: nothing of the request was sent. */
	static boolean isUnreached(Throwable error) {
		return error instanceof ConnectException || error instanceof ConnectTimeoutException
				|| error instanceof UnknownHostException || error instanceof NoRouteToHostException;
	}

	/** Returns whether the connection ended before anything of an answer was there. */
	static boolean isBroken(Throwable error) {
		return (error instanceof IOException && !(error instanceof SSLException)) || error instanceof AbortedException;
	}

	/** Returns whether the gateway itself did not let the call through. */
	static boolean isOwn(@Nullable Throwable error) {
		return error instanceof Refusal || error instanceof PoolAcquirePendingLimitException
				|| error instanceof PoolAcquireTimeoutException;
	}

	static Throwable refusal(Throwable error) {
		return switch (error) {
			case Refusal refusal -> refusal;
			case ServiceFailure failure -> failure.refusal();
			case PoolAcquirePendingLimitException full -> overloaded();
			case PoolAcquireTimeoutException late -> overloaded();
			case ReadTimeoutException late -> timeout();
			case ConnectTimeoutException late -> unavailable();
			case TimeoutException late -> timeout();
			case SSLException untrusted -> unavailable();
			case Throwable other when isUnreached(other) -> unavailable();
			default -> failed();
		};
	}

	static Refusal unavailable() {
		return Refusal.of(Problem.UPSTREAM_UNAVAILABLE, "The service cannot be reached at the moment.")
			.retryAfter(REST_SECONDS);
	}

	static Refusal failed() {
		return Refusal.of(Problem.UPSTREAM_FAILED, "The service gave no proper answer.");
	}

	static Refusal timeout() {
		return Refusal.of(Problem.UPSTREAM_TIMEOUT, "The service did not answer in time.");
	}

	private static Refusal overloaded() {
		return Refusal.of(Problem.OVERLOADED, "Too many requests wait for this API.").retryAfter(1);
	}

}
