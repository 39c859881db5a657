package dev.gatehouse.gateway.forward;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.gateway.problem.Refusals;
import dev.gatehouse.gateway.record.Passage;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.channel.ChannelOperations;
import reactor.util.context.Context;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/*
 * Operators could do this: a retry, a time limit, two looks at the end and a change of errors. On every request they cost
 * more than the exchange itself, and their timer belongs to other threads, so one object is all of them. What it does, it
 * does on the thread of its lane; the first to end it has ended it.
 */
/**
 * The call of a service for one request: made if the service's guard lets it through,
 * tried once more where that is harmless, ended when it takes too long. For one
 * subscriber.
 */
final class Call extends Mono<Void> implements CoreSubscriber<Void>, Subscription {

	private final Service service;

	private final ForwardedRequest forwarded;

	private final Lane lane;

	private final Attempt attempt = new Attempt();

	private final AtomicBoolean over = new AtomicBoolean();

	private @Nullable CoreSubscriber<? super Void> client;

	private volatile @Nullable Subscription upstream;

	private volatile @Nullable Subscription turn;

	private @Nullable ChannelOperations<?, ?> answer;

	private boolean cutOff;

	private boolean entered;

	private boolean repeated;

	private int address;

	private int place;

	private Call(Service service, ForwardedRequest forwarded) {
		this.service = service;
		this.forwarded = forwarded;
		this.lane = forwarded.lane();
	}

	/**
	 * Returns the call for a request. One with a short body waits until that has come, so
	 * that a slow client keeps no connection of the service's, and it goes out in one
	 * write.
	 */
	static Mono<Void> of(Service service, ServerWebExchange exchange, Passage passage, Answering answering) {
		ServerHttpRequest request = exchange.getRequest();
		long length = request.getHeaders().getContentLength();
		Lane lane = service.upstream().lane(request);
		return WholeBody.isFor(length)
				? new WholeBody(Upstream.body(request), Upstream.connection(request).channel(), length)
					.onErrorMap(AbortedException.class, Refusals::ofBody)
					.flatMap(
							(body) -> new Call(service, new ForwardedRequest(exchange, passage, answering, lane, body)))
				: new Call(service, new ForwardedRequest(exchange, passage, answering, lane, null));
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> client) {
		if (this.client != null) {
			throw new IllegalStateException("one call, one subscriber");
		}
		this.client = client;
		client.onSubscribe(this);
		this.lane.run(this::begin);
	}

	private void begin() {
		if (this.over.get()) {
			return;
		}
		try {
			this.service.guard().enter();
		}
		catch (RuntimeException ex) {
			if (this.over.compareAndSet(false, true)) {
				this.forwarded.dropBody();
				client().onError(ex);
			}
			return;
		}
		this.entered = true;
		this.service.retries().earn();
		this.lane.add(this);
		send();
	}

	private void send() {
		this.attempt.sent();
		this.answer = null;
		Mono<Void> sent;
		try {
			sent = this.service.upstream().send(this);
		}
		catch (RuntimeException ex) {
			sent = Mono.error(ex);
		}
		this.lane.sending(this);
		sent.subscribe(this);
		this.lane.sending(null);
	}

	@Override
	public void onSubscribe(Subscription upstream) {
		this.upstream = upstream;
		if (this.over.get()) {
			upstream.cancel();
		}
		else {
			upstream.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(Void nothing) {
		// There is none.
	}

	@Override
	public void onComplete() {
		this.lane.run(this::complete);
	}

	private void complete() {
		if (this.cutOff) {
			fail(AbortedException.beforeSend());
		}
		else if (this.over.compareAndSet(false, true)) {
			end(SignalType.ON_COMPLETE);
			dropAnswer();
			client().onComplete();
		}
	}

	/** A wait for a connection that ends in vain ends elsewhere. */
	@Override
	public void onError(Throwable error) {
		this.lane.run(() -> failed(error));
	}

	private void failed(Throwable error) {
		if (UpstreamErrors.isUnreached(error)) {
			this.service.upstream().unreached(this.address);
		}
		if (this.over.get()) {
			return;
		}
		// Only this closes a connection on which a request broke off.
		stop();
		if (mayRepeat(error)) {
			this.repeated = true;
			send();
		}
		else {
			fail(error);
		}
	}

	/**
	 * Only what cannot have had an effect (RFC 9110, section 9.2.2), and only within the
	 * budget.
	 */
	private boolean mayRepeat(Throwable error) {
		boolean harmless = UpstreamErrors.isUnreached(error)
				|| (this.forwarded.isPlainRead() && !this.attempt.hasAnswer() && UpstreamErrors.isBroken(error));
		return harmless && !this.repeated && this.service.retries().spend();
	}

	private void fail(Throwable error) {
		if (this.over.compareAndSet(false, true)) {
			this.attempt.failed(error);
			end(SignalType.ON_ERROR);
			client().onError(UpstreamErrors.refusal(error));
		}
	}

	@Override
	public void request(long n) {
		// Nothing but the end is passed on.
	}

	@Override
	public void cancel() {
		if (this.over.compareAndSet(false, true)) {
			this.lane.run(this::leave);
		}
	}

	/** The client has gone. */
	private void leave() {
		if (this.entered) {
			end(SignalType.CANCEL);
			stop();
		}
		else {
			this.forwarded.dropBody();
		}
	}

	private void stop() {
		Subscription turn = this.turn;
		if (turn != null) {
			turn.cancel();
		}
		Subscription upstream = this.upstream;
		if (upstream != null) {
			upstream.cancel();
		}
		dropAnswer();
	}

	/**
	 * An answer of which something was not read keeps its connection, and what has come
	 * of it: while its head waits for the client nobody reads the rest.
	 */
	private void dropAnswer() {
		ChannelOperations<?, ?> answer = this.answer;
		if (answer != null && !answer.isInboundDisposed()) {
			answer.dispose();
		}
	}

	private void end(SignalType signal) {
		this.lane.remove(this);
		Attempt.Verdict verdict = this.attempt.verdict(signal);
		this.service.guard().leave(this.attempt, verdict);
		this.service.times().record(this.attempt, verdict);
		if (this.forwarded.passage().isTraced()) {
			Origin origin = this.service.upstream().origin(this.address);
			this.attempt.tell(this.forwarded.passage(), origin, signal, this.repeated);
		}
		this.forwarded.dropBody();
	}

	/**
	 * Ends the call if one of its time limits is over. While something of the answer
	 * waits for the client, the service owes nothing.
	 */
	void checkTime(long now, ForwardSettings.Limits limits) {
		if (this.attempt.age(now) >= limits.totalTimeout().toNanos()) {
			giveUp(new TimeoutException());
		}
		else if (this.attempt.hasAnswer() && this.forwarded.isClientBehind()) {
			this.attempt.heard();
		}
		else if (this.attempt.isSilentFor(limits.responseTimeout().toNanos(), now)) {
			giveUp(ReadTimeoutException.INSTANCE);
		}
	}

	/**
	 * The request's body has ended badly. What its connection to the service makes of
	 * that takes a while, in which its client is seen to have gone.
	 */
	void brokeOff(Throwable reason) {
		this.lane.run(() -> giveUp(reason));
	}

	private void giveUp(Throwable reason) {
		if (this.over.compareAndSet(false, true)) {
			this.attempt.failed(reason);
			end(SignalType.ON_ERROR);
			stop();
			client().onError(UpstreamErrors.refusal(reason));
		}
	}

	private CoreSubscriber<? super Void> client() {
		if (this.client == null) {
			throw new IllegalStateException("nobody has subscribed");
		}
		return this.client;
	}

	@Override
	public Context currentContext() {
		return client().currentContext();
	}

	/** Notes its turn for a connection; null when it has one. */
	void waits(@Nullable Subscription turn) {
		this.turn = turn;
	}

	/** Notes where the answer comes from. */
	void answeredBy(Connection connection) {
		this.answer = connection.as(ChannelOperations.class);
	}

	/** Nobody takes the rest of the answer. */
	void cutOff() {
		this.cutOff = true;
	}

	/** Notes which of the service's addresses it goes to. */
	void to(int address) {
		this.address = address;
	}

	ForwardedRequest forwarded() {
		return this.forwarded;
	}

	Attempt attempt() {
		return this.attempt;
	}

	int place() {
		return this.place;
	}

	/** Notes where it stands in its lane. */
	void place(int place) {
		this.place = place;
	}

}
