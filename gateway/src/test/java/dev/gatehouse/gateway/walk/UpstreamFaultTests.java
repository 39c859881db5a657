package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A service that cannot be reached at all. */
@ExtendWith(WatchExtension.class)
class UpstreamFaultTests {

	private final Bank bank = new Bank();

	/** Holds a port that nobody listens at, so that nobody else gets it meanwhile. */
	private final Socket nobody = new Socket();

	@AfterEach
	void close() throws IOException {
		this.bank.close();
		this.nobody.close();
	}

	@Test
	void refusedConnectionIsUnavailableAtOnce() throws IOException {
		start(deadUrl());
		// The first call loads what the others have at hand.
		read();
		long start = System.nanoTime();
		assertThat(read()).isProblem(503, "upstream-unavailable").hasField("Retry-After", "5");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void addressThatSwallowsConnectionsIsUnavailableAfterTheConnectTimeout() throws IOException {
		try (BlackHole hole = new BlackHole()) {
			start(hole.url(), "gatehouse.forward.connect-timeout=300ms");
			long start = System.nanoTime();
			assertThat(read()).isProblem(503, "upstream-unavailable");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(300),
					Duration.ofSeconds(3));
		}
	}

	@Test
	void ofTwoAddressesTheOneThatLivesServesEveryRequest() throws IOException {
		start(deadUrl() + "," + this.bank.accounts().url());
		for (int i = 0; i < 100; i++) {
			assertThat(read()).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(100);
	}

	@Test
	void bothAddressesShareTheRequestsWhileBothLive() throws IOException {
		start(this.bank.cards().url() + "," + this.bank.accounts().url());
		for (int i = 0; i < 10; i++) {
			assertThat(read()).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(5);
		assertThat(this.bank.cards().arrivals()).hasSize(5);
	}

	@Test
	void plainHttpWhereTlsIsAskedForIsUnavailableAndNotDowngraded() {
		start(this.bank.accounts().url().replace("http:", "https:"));
		assertThat(read().status()).isIn(502, 503);
		assertThat(this.bank.accounts().arrivals()).noneMatch((arrival) -> arrival.requestLine().startsWith("GET"));
	}

	private void start(String upstreams, String... settings) {
		this.bank.start(Stream.concat(Stream.of("gatehouse.upstreams.accounts=" + upstreams), Stream.of(settings)))
			.awaitReady();
	}

	private Answer read() {
		return this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
	}

	private String deadUrl() throws IOException {
		this.nobody.bind(new InetSocketAddress("127.0.0.1", 0));
		return "http://127.0.0.1:" + this.nobody.getLocalPort();
	}

	/** A listener whose queue is full: the kernel drops what else wants to connect. */
	private static final class BlackHole implements AutoCloseable {

		private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<Socket> fillers = new ArrayList<>();

		BlackHole() throws IOException {
			try {
				while (this.fillers.size() < 10) {
					Socket filler = new Socket();
					this.fillers.add(filler);
					filler.connect(new InetSocketAddress("127.0.0.1", this.listener.getLocalPort()), 200);
				}
				throw new IllegalStateException("the queue does not fill up");
			}
			catch (SocketTimeoutException ex) {
				// Full.
			}
		}

		String url() {
			return "http://127.0.0.1:" + this.listener.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			for (Socket filler : this.fillers) {
				filler.close();
			}
			this.listener.close();
		}

	}

}
