package dev.gatehouse.gateway.explain;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.gatehouse.gateway.answer.OwnAnswer;
import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.token.TokenFindings;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers {@code GET /v1/explain?method=&path=}: what would become of that call with this
 * token, check by check, and why. Forwards nothing and takes nothing of a plan.
 */
public final class Explain {

	private final Operation operation;

	private final Limits limits;

	private final Partners partners;

	private final SourceLimit sources;

	private final JsonMapper json;

	/**
	 * Creates the answer and reserves its path.
	 * @throws dev.gatehouse.gateway.settings.InvalidSetting if a contract names it
	 */
	Explain(Contracts contracts, Limits limits, Partners partners, SourceLimit sources, JsonMapper json) {
		this.operation = contracts.reserve("explain", "GET", "/v1/explain");
		this.limits = limits;
		this.partners = partners;
		this.sources = sources;
		this.json = json;
	}

	/** Returns whether this is what the operation asks for. */
	public boolean is(Operation operation) {
		return this.operation.equals(operation);
	}

	/**
	 * Answers the question of a request that brings a token.
	 * @throws Refusal if its source asks too often, or it is not a question
	 */
	public Mono<Void> answer(ServerWebExchange exchange, Passage passage, Judge judge) {
		this.sources.take(passage.requiredSource().address());
		Rehearsal rehearsal = Rehearsal.of(exchange.getRequest(), passage);
		return Mono.defer(() -> judge.judge(rehearsal)).onErrorResume(Refusal.class, (refusal) -> {
			rehearsal.passage().refused(refusal);
			return Mono.empty();
		}).then(Mono.defer(() -> explain(exchange, passage, rehearsal.passage())));
	}

	private Mono<Void> explain(ServerWebExchange exchange, Passage passage, Passage call) {
		Explanation explanation = new Explanation(call);
		Jwt token = explanation.verified();
		if (token != null) {
			passage.with(token, TokenFindings.client(token));
		}
		Map<String, @Nullable Object> members = explanation.members(this.limits, this.partners);
		members.put("requestId", passage.requestId());
		return new OwnAnswer(passage.requestId(), passage.isSecure()).json(exchange,
				this.json.writeValueAsString(members).getBytes(StandardCharsets.UTF_8), "no-store");
	}

}
