package dev.gatehouse.gateway.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.netty.channel.EventLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lanes to one service, made as event loops come to need them. Together they keep to
 * the service's limits: where those are too small to share, loops share lanes.
 */
final class Lanes {

	/** Makes one lane with its share of the limits. */
	interface Maker {

		Lane make(EventLoop loop, int connections, int pending);

	}

	private final int most;

	private final ForwardSettings.Limits limits;

	private final Maker maker;

	private final List<Lane> made = new ArrayList<>();

	private final ConcurrentMap<EventLoop, Lane> byLoop = new ConcurrentHashMap<>();

	/**
	 * Creates the lanes, of which there are none yet.
	 * @param loops how many event loops there may be
	 */
	Lanes(int loops, ForwardSettings.Limits limits, Maker maker) {
		this.most = Math.min(loops, Math.min(limits.connections(), limits.pending()));
		this.limits = limits;
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
		int index = this.made.size();
		Lane lane = this.maker.make(loop, share(this.limits.connections(), index), share(this.limits.pending(), index));
		this.made.add(lane);
		return lane;
	}

	/** What does not divide evenly goes to the first. */
	private int share(int whole, int index) {
		return whole / this.most + ((index < whole % this.most) ? 1 : 0);
	}

	synchronized Mono<Void> close() {
		return Flux.fromIterable(List.copyOf(this.made)).flatMap(Lane::close).then();
	}

}
