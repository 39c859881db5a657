package dev.gatehouse.gateway.loop;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.BusyLoops;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** Loops of their own, beside those that the gateway of other tests uses. */
@Timeout(60)
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

	/**
	 * The kernel keeps a connection in the queue of its listener until it is accepted.
	 */
	@Test
	void connectionsAreAcceptedWhileAllLoopsAreBusy() throws Exception {
		DisposableServer server = TcpServer.create().host("127.0.0.1").runOn(this.loops).bindNow(SOON);
		List<Socket> clients = new ArrayList<>();
		try (BusyLoops _ = new BusyLoops(this.servers)) {
			for (int i = 0; i < 40; i++) {
				clients.add(new Socket("127.0.0.1", server.port()));
			}
			await().atMost(SOON).until(() -> waiting(server.port()) == 0);
		}
		finally {
			for (Socket client : clients) {
				client.close();
			}
			server.disposeNow(SOON);
		}
	}

	/**
	 * How many wait to be accepted (proc_net_tcp(5): of a listener, in the place of what
	 * was received).
	 */
	private static int waiting(int port) throws IOException {
		Pattern listener = Pattern
			.compile("^ *\\d+: [0-9A-F]+:%04X [0-9A-F:]+ 0A [0-9A-F]+:([0-9A-F]+) ".formatted(port));
		for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
			for (String line : Files.readAllLines(Path.of(table))) {
				Matcher found = listener.matcher(line);
				if (found.find()) {
					return Integer.parseInt(found.group(1), 16);
				}
			}
		}
		// A table is read in parts, and a line can be missed while others come and go.
		return -1;
	}

	@Test
	void theyEndAndSaySo() {
		assertThat(this.loops.isDisposed()).isFalse();
		this.loops.disposeLater(Duration.ZERO, SOON).block(SOON);
		assertThat(this.loops.isDisposed()).isTrue();
		assertThat(this.servers.isTerminated()).isTrue();
		assertThat(this.loops.onServerSelect(true).isTerminated()).isTrue();
	}

	/** Whoever stops the gateway would wait for ever. */
	@Test
	void oneThatHangsIsNotWaitedForLongerThanAllowed() throws Exception {
		try (BusyLoops _ = new BusyLoops(this.servers.next())) {
			assertThatIllegalStateException()
				.isThrownBy(() -> this.loops.disposeLater(Duration.ZERO, Duration.ofMillis(100)).block(SOON))
				.withMessageContaining("did not end");
		}
	}

}
