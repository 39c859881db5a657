package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** An error of the framework, or of a filter that a project adds, is a problem too. */
@OpenBank(with = FrameworkErrorTests.Throwing.class)
@Checks({ "A-24", "A-26", "A-29", "A-30", "A-158" })
class FrameworkErrorTests {

	private static final String SECRET = "db-7.internal";

	private static final Map<String, Supplier<Throwable>> ERRORS = Map.ofEntries(
			Map.entry("fault", () -> new IllegalStateException(SECRET)),
			Map.entry("denied", () -> new AccessDeniedException(SECRET)),
			Map.entry("error", () -> new AssertionError(SECRET)),
			Map.entry("input", () -> new ServerWebInputException(SECRET)),
			Map.entry("server", () -> new ServerErrorException(SECRET, new IllegalStateException(SECRET))),
			Map.entry("large", () -> new ContentTooLargeException(new IllegalStateException(SECRET))),
			Map.entry("acceptable", () -> new NotAcceptableStatusException(List.of(MediaType.TEXT_XML))),
			Map.entry("media", () -> new UnsupportedMediaTypeStatusException(SECRET)),
			Map.entry("method", () -> new MethodNotAllowedException(HttpMethod.GET, List.of(HttpMethod.PUT))),
			Map.entry("instance", () -> NotFoundException.create(false, SECRET)),
			Map.entry("limit", () -> new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, SECRET)),
			Map.entry("gateway", () -> new ResponseStatusException(HttpStatus.BAD_GATEWAY, SECRET)),
			Map.entry("timeout", () -> new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, SECRET)));

	private final Bank bank;

	FrameworkErrorTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@CsvSource({ "fault, 500, internal-error", "denied, 500, internal-error", "error, 500, internal-error",
			"server, 500, internal-error", "input, 400, bad-request", "large, 413, body-too-large",
			"acceptable, 400, bad-request", "media, 415, unsupported-media-type", "method, 405, method-not-allowed",
			"instance, 503, upstream-unavailable", "limit, 429, rate-limited", "gateway, 502, upstream-failed",
			"timeout, 504, upstream-timeout" })
	void errorOfAFilterIsAProblemThatSaysNothingOfIt(String error, int status, String problem) {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header("X-Throw", error);
		Answer answer = this.bank.send(call);
		assertThat(answer).isProblem(status, problem);
		assertThat(answer.body()).doesNotContain(SECRET, "Exception", "java", "spring");
		assertThat(this.bank.audit().of(answer).get("decision").asString()).isEqualTo(problem);
		assertThat(this.bank.arrivals()).isZero();
	}

	@Configuration(proxyBeanMethods = false)
	static class Throwing {

		@Bean
		GlobalFilter throwing() {
			return (exchange, chain) -> {
				Supplier<Throwable> error = ERRORS.get(exchange.getRequest().getHeaders().getFirst("X-Throw"));
				return (error != null) ? Mono.error(error.get()) : chain.filter(exchange);
			};
		}

	}

}
