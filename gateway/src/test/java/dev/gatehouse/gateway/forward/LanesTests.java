package dev.gatehouse.gateway.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.tcp.SslProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** However many lanes there are, together they keep to the limits. */
class LanesTests {

	private final List<EventLoop> loops = List.of(new DefaultEventLoop(), new DefaultEventLoop(),
			new DefaultEventLoop());

	private final List<Integer> connections = new ArrayList<>();

	private final List<Integer> pending = new ArrayList<>();

	@AfterEach
	void close() {
		this.loops.forEach((loop) -> loop.shutdownGracefully(0, 0, TimeUnit.SECONDS));
	}

	@ParameterizedTest
	@CsvSource({ "200, 200, 3", "3, 9, 3", "5, 4, 3", "2, 7, 2", "9, 1, 1", "1, 1, 1" })
	void sharesAddUpToTheLimits(int connections, int pending, int lanes) {
		assertThat(lanes(limits(connections, pending))).hasSize(lanes);
		assertThat(this.connections).hasSize(lanes).allMatch((share) -> share > 0);
		assertThat(this.pending).hasSize(lanes).allMatch((share) -> share > 0);
		assertThat(this.connections.stream().mapToInt(Integer::intValue).sum()).isEqualTo(connections);
		assertThat(this.pending.stream().mapToInt(Integer::intValue).sum()).isEqualTo(pending);
	}

	@Test
	void loopKeepsItsLane() {
		Lanes lanes = new Lanes(3, limits(200, 200), this::lane);
		Lane first = lanes.of(this.loops.getFirst());
		lanes.of(this.loops.getLast());
		assertThat(lanes.of(this.loops.getFirst())).isSameAs(first);
	}

	private Set<Lane> lanes(ForwardSettings.Limits limits) {
		Lanes lanes = new Lanes(this.loops.size(), limits, this::lane);
		Set<Lane> different = new HashSet<>();
		this.loops.forEach((loop) -> different.add(lanes.of(loop)));
		return different;
	}

	private Lane lane(EventLoop loop, int connections, int pending) {
		this.connections.add(connections);
		this.pending.add(pending);
		return new Lane("accounts", List.of("http://127.0.0.1:1"), limits(connections, pending),
				SslProvider.defaultClientProvider(), loop, connections, pending);
	}

	private static ForwardSettings.Limits limits(int connections, int pending) {
		Duration second = Duration.ofSeconds(1);
		return new ForwardSettings.Limits(second, second, second, connections, pending, second, second);
	}

}
