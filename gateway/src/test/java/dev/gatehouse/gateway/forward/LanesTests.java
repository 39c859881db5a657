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

import static org.assertj.core.api.Assertions.assertThat;

/** However many lanes there are, together they keep to the limits. */
class LanesTests {

	private final List<EventLoop> loops = List.of(new DefaultEventLoop(), new DefaultEventLoop(),
			new DefaultEventLoop());

	private final List<Allowance> allowances = new ArrayList<>();

	@AfterEach
	void close() {
		this.loops.forEach((loop) -> loop.shutdownGracefully(0, 0, TimeUnit.SECONDS));
	}

	@ParameterizedTest
	@CsvSource({ "200, 3", "3, 3", "5, 3", "2, 2", "9, 3", "1, 1" })
	void lanesTogetherKeepToTheLimit(int connections, int lanes) {
		assertThat(lanes(connections)).hasSize(lanes);
		int all = this.allowances.stream().mapToInt((allowance) -> allowance.getPermits(1000)).sum();
		assertThat(all).isEqualTo(connections);
		assertThat(this.allowances).allMatch((allowance) -> allowance.getPermits(1) == 0)
			.allMatch((allowance) -> allowance.estimatePermitCount() == 0);
	}

	@Test
	void laneAlwaysHasConnectionsOfItsOwn() {
		lanes(60);
		assertThat(this.allowances.getFirst().getPermits(1000)).isEqualTo(40);
		assertThat(this.allowances.getFirst().permitMaximum()).isEqualTo(40);
		assertThat(this.allowances.get(1).getPermits(1000)).isEqualTo(10);
	}

	@Test
	void whatOneLaneReturnsAnotherMayHave() {
		lanes(60);
		Allowance first = this.allowances.getFirst();
		Allowance second = this.allowances.get(1);
		first.getPermits(40);
		first.returnPermits(25);
		assertThat(first.permitGranted()).isEqualTo(15);
		assertThat(second.getPermits(1000)).isEqualTo(35);
		assertThat(first.getPermits(1)).isZero();
		first.returnPermits(15);
		assertThat(second.getPermits(1000)).isEqualTo(5);
		assertThat(first.getPermits(1000)).isEqualTo(10);
	}

	@Test
	void connectionsOfAllLanesAreCounted() {
		Lanes lanes = new Lanes(2, 2, 20, this::lane);
		lanes.of(this.loops.getFirst());
		lanes.of(this.loops.getLast());
		assertThat(lanes.connections()).isZero();
		this.allowances.forEach((allowance) -> allowance.getPermits(2));
		assertThat(lanes.connections()).isEqualTo(8);
		this.allowances.getFirst().returnPermits(1);
		assertThat(lanes.connections()).isEqualTo(7);
	}

	@Test
	void loopKeepsItsLane() {
		Lanes lanes = new Lanes(3, 1, 200, this::lane);
		Lane first = lanes.of(this.loops.getFirst());
		lanes.of(this.loops.getLast());
		assertThat(lanes.of(this.loops.getFirst())).isSameAs(first);
	}

	private Set<Lane> lanes(int connections) {
		Lanes lanes = new Lanes(this.loops.size(), 1, connections, this::lane);
		Set<Lane> different = new HashSet<>();
		this.loops.forEach((loop) -> different.add(lanes.of(loop)));
		return different;
	}

	private Lane lane(EventLoop loop, List<Allowance> allowances) {
		this.allowances.addAll(allowances);
		Duration second = Duration.ofSeconds(1);
		return new Lane("accounts", List.of(Origin.of("http://127.0.0.1:1")),
				new ForwardSettings.Limits(second, second, second, 1, 1, second, second), null, loop, allowances);
	}

}
