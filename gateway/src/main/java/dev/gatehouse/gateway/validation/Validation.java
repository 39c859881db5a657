package dev.gatehouse.gateway.validation;

import java.util.Map;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Lets a request go on if it follows its operation's contract. Without a body that is
 * decided at once; a JSON body is read first, and goes on byte for byte as it came.
 */
public final class Validation implements AutoCloseable {

	/** Bytes that are checked within a millisecond, whatever they are. */
	private static final int LARGE = 16 * 1024;

	private final Map<Operation, OperationRules> rules;

	private final BodySpace space;

	private final Workers workers = new Workers();

	/** Creates the room. Operations without rules are not looked at. */
	Validation(Map<Operation, OperationRules> rules, BodySpace space) {
		this.rules = Map.copyOf(rules);
		this.space = space;
	}

	/**
	 * Checks a request and lets it go on.
	 * @throws Refusal if it breaks the contract, before its body is read; after that the
	 * returned publisher ends with it
	 */
	public Mono<Void> check(Operation operation, ServerWebExchange exchange, WebHandler onward) {
		OperationRules rules = this.rules.get(operation);
		if (rules == null) {
			return onward.handle(exchange);
		}
		Findings findings = new Findings();
		SchemaCheck schema = rules.check(exchange.getRequest(), findings);
		settle(operation, rules, exchange, findings);
		return (schema == null) ? onward.handle(exchange)
				: Mono.using(this.space::share,
						(share) -> CollectedBody.of(exchange.getRequest(), share)
							.flatMap((body) -> check(operation, rules, schema, exchange, body, onward)),
						BodySpace.Share::giveBack);
	}

	private Mono<Void> check(Operation operation, OperationRules rules, SchemaCheck schema, ServerWebExchange exchange,
			CollectedBody body, WebHandler onward) {
		return (body.length() <= LARGE) ? onward.handle(checked(operation, rules, schema, exchange, body))
				: this.workers.run(() -> checked(operation, rules, schema, exchange, body)).flatMap(onward::handle);
	}

	private static ServerWebExchange checked(Operation operation, OperationRules rules, SchemaCheck schema,
			ServerWebExchange exchange, CollectedBody body) {
		Findings findings = new Findings();
		rules.checkBody(schema, body, findings);
		settle(operation, rules, exchange, findings);
		ServerHttpRequest request = body.on(exchange.getRequest(), exchange.getResponse().bufferFactory());
		return exchange.mutate().request(request).build();
	}

	private static void settle(Operation operation, OperationRules rules, ServerWebExchange exchange,
			Findings findings) {
		if (!findings.isEmpty() && rules.watch().refuses(operation, Passage.of(exchange).requestId(), findings)) {
			throw findings.refusal();
		}
	}

	@Override
	public void close() {
		this.workers.close();
	}

}
