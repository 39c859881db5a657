package dev.gatehouse.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What is due is sent and timed, whatever the server does meanwhile. */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class OpenLoopTests {

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger requests = new AtomicInteger();

	private HttpServer server;

	@BeforeEach
	void open() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	@AfterEach
	void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void whatIsDueDuringAStallHasWaitedToo() {
		answer((exchange) -> {
			if (this.requests.incrementAndGet() == 10) {
				stall();
			}
			send(exchange, 200);
		});
		Measured measured = run(100, 1);
		assertThat(measured.latency().getTotalCount()).isEqualTo(100);
		// One request was stalled for half a second, in which 50 were due.
		assertThat(measured.latency().getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(100), Long.MAX_VALUE / 2))
			.isGreaterThan(30);
	}

	@Test
	void refusalIsAFailureAndNoLatency() {
		answer((exchange) -> send(exchange, (this.requests.incrementAndGet() % 2 == 0) ? 200 : 503));
		Measured measured = run(100, 4);
		assertThat(measured.latency().getTotalCount()).isEqualTo(50);
		assertThat(measured.failures()).isEqualTo(50);
	}

	@Test
	void connectionThatEndsIsReplaced() {
		answer((exchange) -> {
			exchange.getResponseHeaders().set("Connection", "close");
			send(exchange, 200);
		});
		assertThat(run(50, 2).latency().getTotalCount()).isEqualTo(50);
	}

	@Test
	void whatWasMeasuredIsPrintedByWindows() {
		answer((exchange) -> send(exchange, 200));
		String json = run(100, 4).json();
		assertThat(json).startsWith("{\"answered\":100,").contains("\"failed\":0,");
		assertThat(json.split("\"answered\"", -1)).hasSize(1 + 1 + 4);
	}

	/** One second, in windows of a quarter. */
	private Measured run(double rate, int connections) {
		URI url = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
		try (EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
			return OpenLoop.run(loops, NioSocketChannel.class, url, List.of("token"), OpenLoop.schedule(rate, 0), 1,
					connections, TimeUnit.MILLISECONDS.toNanos(250));
		}
	}

	private void answer(Answer answer) {
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				answer.to(exchange);
			}
		});
	}

	private static void send(HttpExchange exchange, int status) throws IOException {
		byte[] body = { '{', '}' };
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private static void stall() {
		try {
			TimeUnit.MILLISECONDS.sleep(500);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Answer {

		void to(HttpExchange exchange) throws IOException;

	}

}
