package dev.gatehouse.gateway.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.uring.IoUring;
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

	private final List<EventLoop> ringed = new CopyOnWriteArrayList<>();

	@Test
	void whereItIsTooLittleTheSettingIsNamedAndNoRingStays() {
		assumeThat(IoUring.isAvailable()).isTrue();
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> EventLoops.of(Transport.IO_URING, allRingsButOne()))
			.withMessageContaining("gatehouse.transport: io_uring is not to be had here")
			.withMessageContaining("memlock");
		assertThat(this.ringed).hasSize(LoopResources.DEFAULT_IO_WORKER_COUNT);
		await().atMost(Duration.ofSeconds(10)).until(() -> this.ringed.stream().allMatch(EventLoop::isTerminated));
	}

	private IoHandlerFactory allRingsButOne() {
		IoHandlerFactory handlers = Transport.IO_URING.handlers();
		return (executor) -> {
			if (this.ringed.size() == LoopResources.DEFAULT_IO_WORKER_COUNT) {
				throw new IllegalArgumentException("try raising memlock limit");
			}
			this.ringed.add((EventLoop) executor);
			return handlers.newHandler(executor);
		};
	}

}
