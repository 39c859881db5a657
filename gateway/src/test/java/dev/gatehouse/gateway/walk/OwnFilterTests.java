package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.WebFilter;

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
	void filterSeesTheAuthenticationOfSpringSecurity() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk()
			.hasField("X-Own-Principal", "[SCOPE_accounts:read]");
	}

	@Test
	void filterOfAllRequestsIsPassedToo() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).hasField("X-Own-Web-Filter",
				"yes");
		assertThat(this.bank.send(Call.get("/v1/accounts"))).hasNoField("X-Own-Web-Filter");
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

	@Test
	void errorThatComesTooLateNamesItsRequest() {
		Answer answer = this.bank.send(Call.get("/v1/accounts").token(this.bank.token()).header("X-Late", "yes"));
		assertThat(answer).isOk();
		assertThat(KeptLog.lines()).filteredOn((line) -> line.contains("nobody waits for it"))
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains("an error came when request " + answer.requestId() + " was over", "http.request.id=");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilters {

		@Bean
		GlobalFilter late() {
			return (exchange, chain) -> Mono.deferContextual((context) -> {
				if (exchange.getRequest().getHeaders().getFirst("X-Late") != null) {
					Operators.onErrorDropped(new IllegalStateException("nobody waits for it"), Context.of(context));
					Operators.onErrorDropped(new IOException("nobody waits for it either"), Context.of(context));
				}
				return chain.filter(exchange);
			});
		}

		@Bean
		GlobalFilter fields() {
			return (exchange, chain) -> {
				exchange.getResponse().beforeCommit(() -> {
					exchange.getResponse().getHeaders().set("X-Own-Answer", "out");
					return Mono.empty();
				});
				return chain
					.filter(exchange.mutate().request((request) -> request.header("X-Own-Request", "in")).build());
			};
		}

		@Bean
		GlobalFilter principal() {
			return (exchange, chain) -> Mono.zip(exchange.getPrincipal(), ReactiveSecurityContextHolder.getContext())
				.doOnNext((both) -> {
					Authentication authentication = both.getT2().getAuthentication();
					assertThat(both.getT1()).isSameAs(authentication).isInstanceOf(JwtAuthenticationToken.class);
					exchange.getResponse()
						.getHeaders()
						.set("X-Own-Principal", new TreeSet<>(authorities(authentication)).toString());
				})
				.then(chain.filter(exchange));
		}

		private static Set<String> authorities(@Nullable Authentication authentication) {
			return AuthorityUtils.authorityListToSet(Objects.requireNonNull(authentication).getAuthorities());
		}

		@Bean
		WebFilter ofAllRequests() {
			return (exchange, chain) -> {
				exchange.getResponse().getHeaders().set("X-Own-Web-Filter", "yes");
				return chain.filter(exchange);
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
