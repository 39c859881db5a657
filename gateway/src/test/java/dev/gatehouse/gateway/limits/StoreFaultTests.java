package dev.gatehouse.gateway.limits;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.gateway.partner.Partner;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the store does, every request is decided at once, each node keeps to its
 * share, and two seconds after its return all is shared again.
 */
@Timeout(60)
class StoreFaultTests {

	/**
	 * A decision is promised within 5 ms; what a busy machine adds is not the gateway's.
	 */
	private static final double FEW = 0.05;

	private final RedisServer store = new RedisServer();

	private final Node one = node(this.store.url());

	private final Node other = node(this.store.url());

	private final Partner partner = Node.partner("acme", Node.rate(1, 100));

	private final Partner daily = Node.partner("daily", Node.quota(100));

	@AfterEach
	void close() {
		this.store.goOn();
		this.one.close();
		this.other.close();
		this.store.close();
	}

	@Test
	void storeThatHangsIsDoneWithout() {
		awaitBoth();
		assertThat(this.one.admit(this.partner, 20)).isEqualTo(20);
		awaitLeft(80);
		this.one.slowPart();
		this.store.stop();
		assertShareIsKept();
		this.store.goOn();
		assertBack();
	}

	@Test
	void storeThatIsKilledIsDoneWithout() {
		awaitBoth();
		assertThat(this.one.admit(this.partner, 20)).isEqualTo(20);
		awaitLeft(80);
		this.one.slowPart();
		this.store.kill();
		assertShareIsKept();
		this.store.start();
		assertBack();
	}

	@Test
	void storeThatOnlyReadsIsDoneWithout() {
		awaitBoth();
		assertThat(this.one.admit(this.partner, 20)).isEqualTo(20);
		awaitLeft(80);
		this.one.slowPart();
		this.store.run((redis) -> redis.replicaof("127.0.0.1", 1));
		assertShareIsKept();
		this.store.run((redis) -> redis.replicaofNoOne());
		assertBack();
	}

	/** Until then there are as many gateways as was said. */
	@Test
	void storeThatIsAwayAtTheStartIsFoundLater() {
		this.store.kill();
		try (Node late = node(this.store.url()); Node told = new Node(this.store.url(), Patience.USUAL, 10)) {
			assertThat(late.isUp()).isFalse();
			assertThat(late.admit(this.partner, 200)).isBetween(100, 101);
			assertThat(told.admit(this.partner, 200)).isBetween(10, 11);
			assertThat(told.admit(this.daily, 200)).isEqualTo(10);
			this.store.start();
			Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> late.isUp() && told.isUp());
			Awaitility.await().until(() -> told.nodes() == 4);
			Awaitility.await().until(() -> this.one.admit(this.partner, 100) < 100);
		}
	}

	@Test
	void whoNoLongerWaitsLeavesTheNewsToTheOthers() {
		for (int i = 0; i < 20; i++) {
			CompletableFuture<@Nullable Void> waiting = this.one.limits().news().toFuture();
			this.one.limits().news().subscribe().dispose();
			assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
		}
	}

	/** What was used without the store is used. */
	@Test
	void whatWasUsedMeanwhileIsToldWhenItIsBack() {
		awaitBoth();
		Partner fresh = Node.partner("fresh", Node.rate(1, 100));
		this.store.kill();
		Awaitility.await().until(() -> !this.one.isUp() && !this.other.isUp());
		assertThat(this.one.admit(fresh, 200)).isBetween(50, 51);
		this.store.start();
		assertBack();
		Awaitility.await()
			.until(() -> this.store.run((redis) -> redis.exists("gatehouse:2:rate:fresh")) == 1
					&& this.store.held("gatehouse:2:rate:fresh") == 0);
		try (Node patient = new Node(this.store.url())) {
			assertThat(patient.admit(fresh, 200)).isBetween(45, 60);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "HTTP/1.1 400 Bad Request\r\n\r\n", "$99999999999\r\n", "*3\r\n:1\r\n", "-ERR go away\r\n",
					"+OK\r\n", "*2147483647\r\n:1\r\n", "*3\r\n:1\r\n:1\r\n:1\r\n", ":1\r\n:2\r\n:3\r\n:4\r\n:5\r\n" })
	void serverThatIsNoStoreIsDoneWithout(String answer) throws IOException {
		try (ServerSocket server = new ServerSocket(0)) {
			Thread.ofVirtual().start(() -> answer(server, answer));
			try (Node lost = node("redis://127.0.0.1:" + server.getLocalPort())) {
				assertThat(lost.admit(this.partner, 200)).isBetween(100, 101);
				assertThat(lost.slowPart()).isLessThan(FEW);
				assertThat(lost.isUp()).isFalse();
			}
		}
	}

	/** A server that lets a client in, and then answers everything with the same. */
	@ParameterizedTest
	@ValueSource(strings = { "*3\r\n:-1\r\n:1\r\n:1\r\n", "*3\r\n:1795000000000000\r\n:0\r\n:1\r\n",
			"*3\r\n:1795000000000000\r\n:1\r\n$1\r\nx\r\n", "*5\r\n:1795000000000000\r\n:1\r\n:1\r\n:999999\r\n:0\r\n",
			"*5\r\n:1795000000000000\r\n:1\r\n:1\r\n:3\r\n:9223372036854775807\r\n", "*0\r\n", "*-1\r\n", "$-1\r\n",
			"*2147483647\r\n" })
	void storeThatLiesIsDoneWithout(String answer) throws IOException {
		AtomicBoolean lied = new AtomicBoolean();
		try (ServerSocket server = new ServerSocket(0)) {
			Thread.ofVirtual().start(() -> pretend(server, answer, lied));
			try (Node lost = node("redis://127.0.0.1:" + server.getLocalPort())) {
				Awaitility.await().untilTrue(lied);
				assertThat(lost.admit(this.partner, 200)).isBetween(100, 101);
				assertThat(lost.slowPart()).isLessThan(FEW);
			}
		}
	}

	private static void answer(ServerSocket server, String answer) {
		each(server, (socket) -> {
			if (!answer.isEmpty()) {
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
			}
			socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
		});
	}

	private static void pretend(ServerSocket server, String answer, AtomicBoolean lied) {
		each(server, (socket) -> {
			byte[] buffer = new byte[65536];
			int length = socket.getInputStream().read(buffer);
			while (length > 0) {
				String commands = new String(buffer, 0, length, StandardCharsets.US_ASCII);
				StringBuilder reply = new StringBuilder();
				if (commands.contains("PING")) {
					reply.append("+PONG\r\n");
				}
				reply.append("+OK\r\n".repeat(commands.split("CLIENT", -1).length - 1));
				if (commands.contains("EVAL")) {
					reply.append(answer);
					lied.set(true);
				}
				socket.getOutputStream().write(reply.toString().getBytes(StandardCharsets.US_ASCII));
				length = socket.getInputStream().read(buffer);
			}
		});
	}

	/** As the gateway has it. */
	private static Node node(String store) {
		return new Node(store, Patience.USUAL);
	}

	@FunctionalInterface
	private interface Serving {

		void serve(Socket socket) throws IOException;

	}

	private static void each(ServerSocket server, Serving serving) {
		while (!server.isClosed()) {
			try {
				Socket socket = server.accept();
				Thread.ofVirtual().start(() -> {
					try (socket) {
						serving.serve(socket);
					}
					catch (IOException ex) {
						// The client has gone.
					}
				});
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void awaitBoth() {
		Awaitility.await().until(() -> this.one.nodes() == 2 && this.other.nodes() == 2);
	}

	/** Nobody holds anything of it either. */
	private void awaitLeft(long requests) {
		Awaitility.await().until(() -> this.store.held("gatehouse:2:rate:acme") == 0);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.one.standing(this.partner).rate()).isNotNull()
				.extracting(Standing.Rate::remaining)
				.satisfies((left) -> assertThat(left).isBetween(requests, requests + 5)));
	}

	/** Half of the eighty that were left, and what comes meanwhile. */
	private void assertShareIsKept() {
		int sum = this.one.admit(this.partner, 5);
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
		while (System.nanoTime() < end) {
			sum += this.one.admit(this.partner, 1);
		}
		assertThat(this.one.isUp()).isFalse();
		assertThat(sum).isBetween(38, 60);
		assertThat(this.one.slowPart()).isLessThan(FEW);
	}

	private void assertBack() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(2))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.one.isUp() && this.other.isUp());
	}

}
