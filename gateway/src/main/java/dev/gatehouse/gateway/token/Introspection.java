package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * Has the issuer judge a token (RFC 7662): one that only the issuer can read, or a JWT of
 * an API that wants to know whether it is active still. However many ask about one token,
 * the issuer is asked once; what it says is held to the rules for a JWT. If it cannot be
 * asked, nobody can tell.
 */
final class Introspection {

	private static final Logger logger = LoggerFactory.getLogger(Introspection.class);

	/** RFC 6750, section 2.1. */
	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

	private static final int LONGEST = 8 * 1024;

	/** How many requests may wait for answers. */
	private static final int MOST_WAITING = 2000;

	private final IntrospectionCall issuer;

	private final TokenRules rules;

	private final Duration maxAge;

	private final RecentRefusals refused;

	private final InstantSource clock;

	private final Scheduler afterAnswer;

	private final MeterRegistry meters;

	private final ConcurrentMap<String, Mono<Map<String, @Nullable Object>>> asked = new ConcurrentHashMap<>();

	private final AtomicBoolean away = new AtomicBoolean();

	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * @param afterAnswer where the tokens are decided that had to wait for the issuer
	 */
	Introspection(IntrospectionCall issuer, IntrospectionSettings settings, TokenRules rules, InstantSource clock,
			Scheduler afterAnswer, MeterRegistry meters) {
		this.issuer = issuer;
		this.rules = rules;
		this.maxAge = settings.maxAge();
		this.refused = new RecentRefusals(settings.maxAge(), clock);
		this.clock = clock;
		this.afterAnswer = afterAnswer;
		this.meters = meters;
	}

	/**
	 * Returns whether this is a token that can only be asked about: neither signed nor
	 * encrypted (RFC 7516, section 9).
	 */
	static boolean isOpaque(String token) {
		long dots = token.chars().filter((c) -> c == '.').count();
		return dots != 2 && dots != 4 && token.length() <= LONGEST && TOKEN.matcher(token).matches();
	}

	/**
	 * Verifies an opaque token.
	 * @return the token, or ends with {@link RefusedTokenException} or
	 * {@link NoKeysException}
	 */
	Mono<VerifiedToken> verify(String token) {
		return judged(token)
			.map((claims) -> VerifiedToken.introspected(token, claims, until(claims), this.rules.validFrom(claims)));
	}

	/** Has a JWT confirmed that is good as far as it can be told without the issuer. */
	Mono<VerifiedToken> confirm(VerifiedToken token) {
		String text = token.jwt().getTokenValue();
		return judged(text).map((claims) -> {
			if (!token.client().equals(claims.get("client_id")) || isBoundOtherwise(token, claims)) {
				throw refuse(text, TokenReason.CLAIMS, null);
			}
			return token.confirmed(until(claims));
		}).onErrorMap((error) -> about(token.jwt(), error));
	}

	/** Whose it is, its signature says, whatever the issuer answers. */
	private static Throwable about(Jwt token, Throwable error) {
		return switch (error) {
			case RefusedTokenException refused -> refused.about(token);
			case NoKeysException none -> new NoKeysException(token);
			default -> error;
		};
	}

	private static boolean isBoundOtherwise(VerifiedToken token, Map<String, @Nullable Object> claims) {
		return claims.containsKey("cnf") && !Objects.equals(Confirmation.read(claims.get("cnf")), token.confirmation());
	}

	/** Never longer than the token lives by its own word, whatever clocks say. */
	private long until(Map<String, @Nullable Object> claims) {
		return Math.min(NumericDate.require(claims.get(JwtClaimNames.EXP)),
				this.clock.millis() + this.maxAge.toMillis());
	}

	private Mono<Map<String, @Nullable Object>> judged(String token) {
		RefusedTokenException before = this.refused.get(token);
		return (before != null) ? Mono.error(before) : answer(token).map((claims) -> judge(token, claims));
	}

	private Map<String, @Nullable Object> judge(String token, Map<String, @Nullable Object> claims) {
		TokenReason broken = this.rules.brokenAnswer(claims, this.clock.millis());
		if (broken != null) {
			throw refuse(token, broken, VerifiedToken.refused(token, claims));
		}
		return new HashMap<>(claims);
	}

	private RefusedTokenException refuse(String text, TokenReason reason, @Nullable Jwt token) {
		this.refused.put(text, reason, token);
		return new RefusedTokenException(reason, token);
	}

	/** Waits for the issuer's answer, but not with everybody. */
	private Mono<Map<String, @Nullable Object>> answer(String token) {
		return Mono.defer(() -> {
			if (this.waiting.incrementAndGet() > MOST_WAITING) {
				this.waiting.decrementAndGet();
				return Mono.error(new NoKeysException());
			}
			return this.asked.computeIfAbsent(token, this::ask)
				.doFinally((signal) -> this.waiting.decrementAndGet())
				.publishOn(this.afterAnswer);
		});
	}

	/** Goes on to its end whoever has stopped waiting for it. */
	private Mono<Map<String, @Nullable Object>> ask(String token) {
		return this.issuer.ask(token)
			.doOnNext(this::answered)
			.onErrorMap(this::failed)
			// Before anybody hears of it: who asks after that is not told an old answer.
			.doOnTerminate(() -> this.asked.remove(token))
			.cache();
	}

	private void answered(Map<String, @Nullable Object> claims) {
		count(Boolean.TRUE.equals(claims.get("active")) ? "active" : "inactive");
		if (this.away.compareAndSet(true, false)) {
			logger.info("the issuer can be asked about tokens again");
		}
	}

	private NoKeysException failed(Throwable reason) {
		count("failure");
		if (this.away.compareAndSet(false, true)) {
			logger.warn("the issuer cannot be asked about tokens: {}", reason.toString());
		}
		return new NoKeysException();
	}

	private void count(String result) {
		this.meters.counter("gatehouse.introspections", "result", result).increment();
	}

}
