package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that take nothing of large answers leave the others their memory. The kernel's
 * share of an answer is some megabytes.
 */
@OpenBank
class SlowReadersTests {

	private static final int CLIENTS = 40;

	private static final int MIB = 1024 * 1024;

	private final Bank bank;

	private final AtomicLong sent = new AtomicLong();

	private long before;

	SlowReadersTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void whatWaitsForThemIsBounded() throws IOException {
		this.bank.accounts().answers((arrival, service) -> {
			service.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
			for (int i = 0; i < 1000; i++) {
				service.send("x".repeat(100_000));
				this.sent.incrementAndGet();
			}
		});
		long used = used();
		List<Wire> clients = new ArrayList<>();
		try {
			for (int i = 0; i < CLIENTS; i++) {
				clients.add(Wire.to(this.bank.gate().port())
					.send(Call.get("/v1/accounts").token(this.bank.token()).text()));
			}
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == CLIENTS);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(500))
				.until(this::nobodySendsAnyMore);
			assertThat(used() - used).isLessThan(CLIENTS * (3L * MIB / 4));
		}
		finally {
			for (Wire client : clients) {
				client.close();
			}
		}
		this.bank.reset();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk();
	}

	private boolean nobodySendsAnyMore() {
		long now = this.sent.get();
		boolean isSame = now == this.before && now > 0;
		this.before = now;
		return isSame;
	}

	private static long used() {
		return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
	}

}
