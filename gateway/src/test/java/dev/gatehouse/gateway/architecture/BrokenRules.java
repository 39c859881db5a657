package dev.gatehouse.gateway.architecture;

import java.util.List;
import java.util.Locale;

import dev.gatehouse.gateway.access.Access;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.partner.Caller;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/** One class for each rule that a class can break. */
public final class BrokenRules {

	private BrokenRules() {
	}

	/** Breaks: no field injection. */
	static final class FieldInjected {

		@Autowired
		@Nullable Object field;

		@Value("x")
		@Nullable String setting;

	}

	/** Breaks: no bean depends on a condition. */
	@ConditionalOnProperty("broken")
	static final class Conditional {

	}

	/** Breaks: no standard streams. */
	static final class Talkative {

		void talk() {
			System.out.println("hello");
		}

	}

	/** Breaks: nothing waits. */
	static final class Waiting {

		@Nullable Object waitForOne() {
			return Mono.just(1).block();
		}

		@Nullable Object waitForTheLast() {
			return Flux.just(1).blockLast();
		}

	}

	/** Breaks: settings are records. */
	@ConfigurationProperties("broken")
	static final class MutableSettings {

	}

	/** Breaks: case is changed with a locale. */
	static final class Localised {

		List<String> fold(String text) {
			return List.of(text.toLowerCase(), text.toUpperCase());
		}

		List<String> foldProperly(String text) {
			return List.of(text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT));
		}

	}

	/** Breaks: only the walk states an order. */
	@Order(1)
	static final class OwnOrder implements WebFilter, Ordered {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

		@Override
		public int getOrder() {
			return 1;
		}

	}

	/** Breaks: only the walk asks the rooms. */
	static final class OwnDecision {

		void decide(Operation operation, Caller caller) {
			Access.check(operation, caller);
		}

	}

}
