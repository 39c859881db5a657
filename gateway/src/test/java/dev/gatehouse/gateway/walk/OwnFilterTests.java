package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.Test;

import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * It is a Spring Cloud Gateway: a filter that a project adds works on every operation.
 */
@OpenBank(with = OwnFilterTests.OwnFilters.class)
class OwnFilterTests {

	private final Bank bank;

	OwnFilterTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void filterChangesWhatTheServiceAndTheClientGet() {
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
		assertThat(answer).isOk().hasField("X-Own-Answer", "out");
		assertThat(this.bank.accounts().onlyArrival().values("X-Own-Request")).containsExactly("in");
	}

	@Test
	void filterCanAnswerInPlaceOfTheService() {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header("X-Tea", "yes");
		Answer answer = this.bank.send(call);
		assertThat(answer).hasStatus(418);
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void filterIsNotReachedByWhatTheWalkRefuses() {
		assertThat(this.bank.send(Call.get("/v1/accounts").header("X-Tea", "yes"))).isProblem(401, "no-credentials",
				"none");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilters {

		@Bean
		GlobalFilter fields() {
			return (exchange, chain) -> {
				exchange.getResponse().beforeCommit(() -> {
					exchange.getResponse().getHeaders().set("X-Own-Answer", "out");
					return reactor.core.publisher.Mono.empty();
				});
				return chain
					.filter(exchange.mutate().request((request) -> request.header("X-Own-Request", "in")).build());
			};
		}

		@Bean
		GlobalFilter tea() {
			return (exchange, chain) -> {
				if (exchange.getRequest().getHeaders().getFirst("X-Tea") == null) {
					return chain.filter(exchange);
				}
				exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(418));
				return exchange.getResponse().setComplete();
			};
		}

	}

}
