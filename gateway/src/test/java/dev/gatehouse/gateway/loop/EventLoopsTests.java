package dev.gatehouse.gateway.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Loops of their own, beside those that the gateway of other tests uses. */
class EventLoopsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final EventLoops loops = new EventLoops();

	private final EventLoopGroup servers = this.loops.onServer(true);

	@AfterEach
	void end() {
		this.loops.disposeLater(Duration.ZERO, SOON).block(SOON);
	}

	@Test
	void threadsAreThoseOfReactorNetty() throws Exception {
		Thread thread = this.servers.submit(Thread::currentThread).get();
		assertThat(thread.getName()).startsWith("reactor-http-epoll-");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(this.servers.submit(Schedulers::isInNonBlockingThread).get()).as("may not wait").isTrue();
	}

	@Test
	void channelsAreThoseOfEpoll() {
		EventLoop one = this.servers.next();
		assertThat(this.loops.onChannel(SocketChannel.class, one)).isInstanceOf(EpollSocketChannel.class);
		assertThat(this.loops.onChannelClass(ServerSocketChannel.class, this.servers))
			.isEqualTo(EpollServerSocketChannel.class);
	}

	@Test
	void whoAsksOnALoopStaysOnIt() throws Exception {
		EventLoop one = this.servers.next();
		for (int i = 0; i < 10; i++) {
			assertThat(one.submit(() -> this.loops.onClient(true).next()).get()).isSameAs(one);
		}
	}

	@Test
	void theyEndAndSaySo() {
		assertThat(this.loops.isDisposed()).isFalse();
		this.loops.disposeLater(Duration.ZERO, SOON).block(SOON);
		assertThat(this.loops.isDisposed()).isTrue();
		assertThat(this.servers.isTerminated()).isTrue();
	}

	/** Whoever stops the gateway would wait for ever. */
	@Test
	void oneThatHangsIsNotWaitedForLongerThanAllowed() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		AtomicBoolean over = new AtomicBoolean();
		this.servers.execute(() -> {
			hangs.countDown();
			while (!over.get()) {
				continue;
			}
		});
		hangs.await();
		assertThatIllegalStateException()
			.isThrownBy(() -> this.loops.disposeLater(Duration.ZERO, Duration.ofMillis(100)).block(SOON))
			.withMessageContaining("did not end");
		over.set(true);
	}

}
