package dev.gatehouse.gateway.loop;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Rings are locked memory (RLIMIT_MEMLOCK of getrlimit(2)), and what a user may lock can
 * be used up by the last of them.
 */
class LockedMemoryTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final List<EventLoop> ringed = new CopyOnWriteArrayList<>();

	@BeforeEach
	void machineHasRings() {
		assumeThat(Transport.here(null)).isEqualTo(Transport.IO_URING);
	}

	@Test
	void whereItIsTooLittleItIsEpollAndNoRingStays() throws Exception {
		EventLoops loops = Objects.requireNonNull(EventLoops.of(null, this::allRingsButOne));
		try {
			String thread = loops.onServer(true).submit(() -> Thread.currentThread().getName()).get();
			assertThat(thread).startsWith("reactor-http-epoll-");
			assertThat(this.ringed).hasSize(LoopResources.DEFAULT_IO_WORKER_COUNT);
			await().atMost(SOON).until(() -> this.ringed.stream().allMatch(EventLoop::isTerminated));
		}
		finally {
			loops.disposeLater(Duration.ZERO, SOON).block(SOON);
		}
	}

	@Test
	void whereItIsTooLittleForWhatIsWantedTheSettingIsNamed() {
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> EventLoops.of(Transport.IO_URING, this::allRingsButOne))
			.withMessageContaining("gatehouse.transport: io_uring is not to be had here")
			.withMessageContaining("memlock");
	}

	private IoHandlerFactory allRingsButOne(Transport transport) {
		IoHandlerFactory handlers = transport.handlers();
		return (transport == Transport.EPOLL) ? handlers : (executor) -> {
			if (this.ringed.size() == LoopResources.DEFAULT_IO_WORKER_COUNT) {
				throw new IllegalArgumentException("try raising memlock limit");
			}
			this.ringed.add((EventLoop) executor);
			return handlers.newHandler(executor);
		};
	}

}
