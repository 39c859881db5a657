package dev.gatehouse.gateway.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.netty.channel.EventLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lanes to one service, made as event loops come to need them. Together they keep to
 * the limit of connections: half of it is divided among them and half is common. Where it
 * is too small for that, loops share lanes.
 */
final class Lanes {

	/** Makes one lane with its allowance of connections to each address. */
	interface Maker {

		Lane make(EventLoop loop, List<Allowance> allowances);

	}

	private final int most;

	private final int own;

	private final List<AtomicInteger> common;

	private final Maker maker;

	private final List<Lane> made = new ArrayList<>();

	private final List<Allowance> allowances = new CopyOnWriteArrayList<>();

	private final ConcurrentMap<EventLoop, Lane> byLoop = new ConcurrentHashMap<>();

	/**
	 * Creates the lanes, of which there are none yet.
	 * @param loops how many event loops there may be
	 * @param addresses how many addresses the service has
	 * @param connections how many there may be to each
	 */
	Lanes(int loops, int addresses, int connections, Maker maker) {
		this.most = Math.min(loops, connections);
		this.own = Math.max(1, connections / 2 / this.most);
		int left = connections - this.own * this.most;
		this.common = Stream.generate(() -> new AtomicInteger(left)).limit(addresses).toList();
		this.maker = maker;
	}

	Lane of(EventLoop loop) {
		Lane lane = this.byLoop.get(loop);
		return (lane != null) ? lane : assign(loop);
	}

	private synchronized Lane assign(EventLoop loop) {
		Lane lane = this.byLoop.get(loop);
		if (lane == null) {
			lane = (this.made.size() < this.most) ? make(loop) : this.made.get(this.byLoop.size() % this.most);
			this.byLoop.put(loop, lane);
		}
		return lane;
	}

	private Lane make(EventLoop loop) {
		List<Allowance> allowances = this.common.stream().map((common) -> new Allowance(this.own, common)).toList();
		Lane lane = this.maker.make(loop, allowances);
		this.allowances.addAll(allowances);
		this.made.add(lane);
		return lane;
	}

	/** Returns how many connections there are, used and idle, to all addresses. */
	int connections() {
		return this.allowances.stream().mapToInt(Allowance::permitGranted).sum();
	}

	synchronized Mono<Void> close() {
		return Flux.fromIterable(List.copyOf(this.made)).flatMap(Lane::close).then();
	}

}
