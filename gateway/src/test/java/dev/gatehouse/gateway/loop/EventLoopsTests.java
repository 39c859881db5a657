package dev.gatehouse.gateway.loop;

import java.time.Duration;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

class EventLoopsTests {

	@Test
	void serversAndClientsUseThemUntilTheyEndAndOthersThen() throws Exception {
		EventLoops.use();
		HttpResources used = HttpResources.get();
		EventLoopGroup group = used.onServer(true);
		EventLoops.use();
		assertThat(HttpResources.get()).as("they are there").isSameAs(used);
		assertThat(used.onClient(true)).isSameAs(group);
		Thread thread = group.submit(Thread::currentThread).get();
		assertThat(thread.getName()).startsWith("reactor-http-epoll-");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(group.submit(Schedulers::isInNonBlockingThread).get()).as("may not wait").isTrue();
		HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, Duration.ofSeconds(10))
			.block(Duration.ofSeconds(10));
		assertThat(group.isTerminated()).isTrue();
		EventLoops.use();
		assertThat(HttpResources.get().onServer(true)).isNotSameAs(group);
		assertThat(HttpResources.get().onServer(true).submit(() -> 1).get()).isEqualTo(1);
	}

	@Test
	void oneLoopIsKnownAsOneOfEpoll() {
		EventLoops.use();
		LoopResources loops = HttpResources.get();
		assertThat(loops.onChannel(SocketChannel.class, loops.onServer(true).next()).getClass().getSimpleName())
			.isEqualTo("EpollSocketChannel");
	}

}
