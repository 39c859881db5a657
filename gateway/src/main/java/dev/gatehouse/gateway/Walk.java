package dev.gatehouse.gateway;

import dev.gatehouse.gateway.access.Access;
import dev.gatehouse.gateway.binding.BindingCheck;
import dev.gatehouse.gateway.contract.BodyRule;
import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.entry.ClientCertificates;
import dev.gatehouse.gateway.entry.Entry;
import dev.gatehouse.gateway.explain.Explain;
import dev.gatehouse.gateway.explain.Rehearsal;
import dev.gatehouse.gateway.forward.Forward;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.limits.Permit;
import dev.gatehouse.gateway.metadata.ResourceMetadata;
import dev.gatehouse.gateway.partner.Caller;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.problem.ProblemWriter;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.Refusals;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.record.Recorder;
import dev.gatehouse.gateway.token.TokenCheck;
import dev.gatehouse.gateway.token.TokenFindings;
import dev.gatehouse.gateway.token.VerifiedToken;
import dev.gatehouse.gateway.validation.Validation;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/** The order in which a request meets the rooms. No other class states an order. */
final class Walk {

	private final Entry entry;

	private final Contracts contracts;

	private final TokenCheck tokens;

	private final Partners partners;

	private final BindingCheck bindings;

	private final Limits limits;

	private final Validation validation;

	private final Forward forward;

	private final ResourceMetadata metadata;

	private final Explain explain;

	private final Recorder recorder;

	private final ProblemWriter problems;

	Walk(Entry entry, Contracts contracts, TokenCheck tokens, Partners partners, BindingCheck bindings, Limits limits,
			Validation validation, Forward forward, ResourceMetadata metadata, Explain explain, Recorder recorder,
			ProblemWriter problems) {
		this.entry = entry;
		this.contracts = contracts;
		this.tokens = tokens;
		this.partners = partners;
		this.bindings = bindings;
		this.limits = limits;
		this.validation = validation;
		this.forward = forward;
		this.metadata = metadata;
		this.explain = explain;
		this.recorder = recorder;
		this.problems = problems;
	}

	/**
	 * Takes a request through the rooms to its answer, whatever that is.
	 * @param chains Spring's, for what is added to the gateway
	 */
	Mono<Void> take(ServerWebExchange exchange, WebHandler chains) {
		Passage passage = this.recorder.begin(exchange);
		return Mono.defer(() -> enter(exchange, passage, chains))
			.onErrorResume((error) -> refuse(exchange, passage, error))
			.doFinally((signal) -> this.recorder.end(passage, sent(exchange), signal == SignalType.ON_COMPLETE))
			.contextWrite((context) -> LateErrors.of(context, passage.requestId()));
	}

	private Mono<Void> enter(ServerWebExchange exchange, Passage passage, WebHandler chains) {
		ServerHttpRequest request = exchange.getRequest();
		passage.from(this.entry.source(request));
		this.recorder.requireRoom();
		this.entry.check(request);
		ClientCertificates.check(request, passage.requiredSource());
		Operation operation = this.contracts.find(request.getMethod().name(), request.getURI().getRawPath());
		passage.to(operation);
		if (operation.isOwn()) {
			return answer(exchange, passage, operation);
		}
		VerifiedToken known = this.tokens.known(request.getHeaders(), operation.isConfirmed());
		return (known != null) ? admit(exchange, passage, operation, known, chains)
				: this.tokens.verify(request.getHeaders(), passage.requiredSource().address(), operation.isConfirmed())
					.doOnNext((token) -> this.partners.countFreshToken(token.client(), token.jwt().getTokenValue()))
					.flatMap((token) -> admit(exchange, passage, operation, token, chains));
	}

	private Mono<Void> admit(ServerWebExchange exchange, Passage passage, Operation operation, VerifiedToken token,
			WebHandler chains) {
		Caller caller = identify(passage, token);
		Mono<Void> holder = this.bindings.check(exchange.getRequest(), passage, token, caller.partner());
		return (holder == null) ? admit(exchange, passage, operation, caller, chains)
				: holder.then(Mono.defer(() -> admit(exchange, passage, operation, caller, chains)));
	}

	private Mono<Void> admit(ServerWebExchange exchange, Passage passage, Operation operation, Caller caller,
			WebHandler chains) {
		allow(passage, operation, caller);
		BodyRule.check(operation, exchange.getRequest().getHeaders());
		ServerWebExchange counted = this.entry.counted(exchange, operation.maxBody());
		Permit permit = this.limits.admit(caller.partner(), operation.api());
		return (permit != null) ? admitted(passage, operation, counted, chains, permit)
				: this.limits.news()
					.then(Mono.defer(() -> admitted(passage, operation, counted, chains,
							this.limits.admitAsKnown(caller.partner(), operation.api()))));
	}

	private Mono<Void> admitted(Passage passage, Operation operation, ServerWebExchange exchange, WebHandler chains,
			Permit permit) {
		passage.within(permit.policy(), permit.left());
		return checked(operation, exchange, chains, permit).doFinally((signal) -> permit.release());
	}

	/** A refusal that is thrown, and so ends nothing yet, must not keep the permit. */
	private Mono<Void> checked(Operation operation, ServerWebExchange exchange, WebHandler chains, Permit permit) {
		try {
			return this.validation.check(operation, exchange,
					(checked) -> this.forward.send(operation, checked, chains));
		}
		catch (RuntimeException ex) {
			permit.release();
			throw ex;
		}
	}

	private Caller identify(Passage passage, VerifiedToken token) {
		passage.with(token.jwt(), token.client());
		return this.partners.identify(token.client(), token.scopes(), passage.requiredSource());
	}

	/** Only now it is known that the caller is who the token says. */
	private static void allow(Passage passage, Operation operation, Caller caller) {
		passage.by(caller);
		Access.check(operation, caller);
	}

	/** What the gateway answers by itself. Only explain is told to who brings a token. */
	private Mono<Void> answer(ServerWebExchange exchange, Passage passage, Operation operation) {
		BodyRule.check(operation, exchange.getRequest().getHeaders());
		if (!this.explain.is(operation)) {
			return this.metadata.answer(exchange, passage);
		}
		TokenCheck.require(exchange.getRequest().getHeaders());
		return this.explain.answer(exchange, passage, (call) -> rehearse(exchange.getRequest(), passage, call));
	}

	/**
	 * The walk of a call that nobody makes, as far as it can be told without one: the
	 * same rooms in the same order, but nothing is taken, recorded or forwarded. What the
	 * token is bound to must be shown with the question.
	 */
	private Mono<Void> rehearse(ServerHttpRequest request, Passage question, Rehearsal call) {
		Passage passage = call.passage();
		this.entry.checkLine(passage.method(), passage.path(), call.query());
		Operation operation = this.contracts.find(passage.method(), passage.path());
		passage.to(operation);
		if (operation.isOwn()) {
			return Mono.empty();
		}
		passage.shown(this.bindings.proof(request));
		return verified(call.headers(), operation).flatMap((token) -> {
			Caller caller = identify(passage, token);
			Mono<Void> holder = this.bindings.check(request, question, token, caller.partner());
			return ((holder != null) ? holder : Mono.<Void>empty()).then(Mono.fromRunnable(() -> {
				allow(passage, operation, caller);
				this.limits.check(caller.partner(), operation.api());
			}));
		});
	}

	private Mono<VerifiedToken> verified(HttpHeaders headers, Operation operation) {
		VerifiedToken known = this.tokens.known(headers, operation.isConfirmed());
		return (known != null) ? Mono.just(known) : this.tokens.verify(headers, operation.isConfirmed());
	}

	/** Before anything is sent, the status is only what it would be. */
	private static int sent(ServerWebExchange exchange) {
		HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
		return server.hasSentHeaders() ? server.status().code() : Recorder.NOTHING;
	}

	private Mono<Void> refuse(ServerWebExchange exchange, Passage passage, Throwable error) {
		Refusal refusal = passage.withLimits(Refusals.of(error, passage.requestId()));
		passage.refused(refusal);
		name(passage, refusal);
		return isTooLate(exchange) ? Mono.error(error)
				: this.problems.write(exchange, refusal, passage.requestId(), passage.isSecure());
	}

	/** A refused token is still its client's, if its signature is the issuer's. */
	private static void name(Passage passage, Refusal refusal) {
		if (passage.token() == null && refusal.subject() instanceof Jwt token) {
			passage.with(token, TokenFindings.client(token));
		}
	}

	private static boolean isTooLate(ServerWebExchange exchange) {
		return exchange.getResponse().isCommitted() || sent(exchange) != Recorder.NOTHING;
	}

}
