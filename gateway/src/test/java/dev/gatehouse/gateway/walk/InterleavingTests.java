package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However requests of many partners interleave, break off and fail, none of them ever
 * meets anything of another's.
 */
@OpenBank("gatehouse.forward.connections=8")
@Checks({ "A-107", "A-124", "A-165" })
class InterleavingTests {

	private static final int CLIENTS = 24;

	private static final int CALLS = 150;

	private static final List<String> PARTNERS = List.of(Bank.ACME, "globex-reader", "hooli-office");

	private final Bank bank;

	private final Queue<String> faults = new ConcurrentLinkedQueue<>();

	InterleavingTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void everybodyGetsTheirOwnAndNothingElse() throws InterruptedException {
		this.bank.accounts().answers(InterleavingTests::answer);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < CLIENTS; i++) {
				int number = i;
				threads.execute(() -> new Client(number).run());
			}
		}
		assertThat(this.faults).isEmpty();
		assertThat(this.bank.accounts().arrivals()).hasSizeGreaterThan(CLIENTS * CALLS / 2);
		this.bank.accounts().arrivals().forEach(InterleavingTests::assertOfOnePiece);
		this.bank.reset();
	}

	/** Says what it got, sometimes late, sometimes not to the end. */
	private static void answer(Arrival arrival, Wire wire) throws IOException, InterruptedException {
		String body = String.join(" ", arrival.values("X-Marker").toString(), arrival.values("X-Client-Id").toString(),
				arrival.target(), arrival.body());
		String whole = "HTTP/1.1 200 OK\r\nX-Marker: " + arrival.header("X-Marker") + "\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body;
		switch (ThreadLocalRandom.current().nextInt(30)) {
			case 0 -> wire.close();
			case 1 -> Script.bytesAndReset(whole.substring(0, whole.length() / 2)).run(arrival, wire);
			case 2 -> Script.bytesAndEnd(whole.substring(0, whole.length() - 3)).run(arrival, wire);
			case 3 -> wire.send(whole + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
			case 4 -> wire.send("HTTP/1.1 103 x\r\nLink: </a>\r\n\r\n" + whole);
			default -> wire.send(whole);
		}
	}

	private static void assertOfOnePiece(Arrival arrival) {
		String marker = String.valueOf(arrival.header("X-Marker"));
		String[] parts = marker.split("-", -1);
		assertThat(arrival.target()).isEqualTo("/v1/accounts?m=" + marker);
		assertThat(arrival.values("X-Client-Id"))
			.containsExactly(PARTNERS.get(Integer.parseInt(parts[0]) % PARTNERS.size()));
		assertThat(arrival.header("traceparent")).startsWith("00-" + trace(marker));
		assertThat(arrival.body()).satisfiesAnyOf((body) -> assertThat(body).isEmpty(),
				(body) -> assertThat("{\"m\":\"" + marker + "\"}").startsWith(body));
	}

	private static String trace(String marker) {
		return "a" + "0".repeat(31 - marker.length()) + marker.replace('-', 'f');
	}

	/** One partner's client on one connection after the other. */
	private final class Client {

		private final int number;

		private final Random random;

		private final String token;

		private Wire wire = connect();

		private int calls;

		Client(int number) {
			this.number = number;
			this.random = new Random(number);
			TestTokens token = InterleavingTests.this.bank.token().client(PARTNERS.get(number % PARTNERS.size()));
			this.token = (isWriter() ? token.scope("accounts:read accounts:write") : token).text();
		}

		private boolean isWriter() {
			return PARTNERS.get(this.number % PARTNERS.size()).equals(Bank.ACME);
		}

		private Wire connect() {
			return Wire.to(InterleavingTests.this.bank.gate().port());
		}

		void run() {
			try {
				while (this.calls < CALLS) {
					step();
				}
				this.wire.close();
			}
			catch (IOException ex) {
				InterleavingTests.this.faults.add(this.number + ": " + ex);
			}
		}

		private void step() throws IOException {
			List<String> markers = new ArrayList<>();
			StringBuilder text = new StringBuilder();
			for (int i = this.random.nextInt(3); i >= 0; i--) {
				String marker = this.number + "-" + this.calls++;
				markers.add(marker);
				text.append(call(marker));
			}
			int cancel = this.random.nextInt(10);
			if (cancel == 0) {
				this.wire.sendAsFarAsTaken(text.substring(0, this.random.nextInt(text.length())));
			}
			else {
				this.wire.sendAsFarAsTaken(text.toString());
			}
			if (cancel <= 1) {
				this.wire.reset();
				this.wire = connect();
			}
			else {
				readAll(markers);
			}
		}

		private String call(String marker) {
			Call call = isWriter() && this.random.nextBoolean()
					? Call.post("/v1/accounts?m=" + marker, "{\"m\":\"" + marker + "\"}")
					: Call.get("/v1/accounts?m=" + marker);
			return call.token(this.token)
				.header("X-Marker", marker)
				.header("traceparent", "00-" + trace(marker) + "-b7ad6b7169203331-01")
				.text();
		}

		private void readAll(List<String> markers) throws IOException {
			for (String marker : markers) {
				Answer answer = Answer.read(this.wire, "GET");
				if (!isOwn(answer, marker)) {
					InterleavingTests.this.faults.add(marker + " got " + answer);
				}
				if (!answer.whole() || answer.values("Connection").contains("close")) {
					this.wire.close();
					this.wire = connect();
					return;
				}
			}
		}

		/**
		 * An answer that broke off is nobody's, but what is there of it is the client's.
		 */
		private boolean isOwn(Answer answer, String marker) {
			String partner = PARTNERS.get(this.number % PARTNERS.size());
			return switch (answer.status()) {
				case 200 -> answer.values("X-Marker").equals(List.of(marker))
						&& ("[" + marker + "] [" + partner + "] /v1/accounts?m=" + marker + " {\"m\":\"" + marker
								+ "\"}")
							.startsWith(answer.body().strip());
				case 502, 503 -> answer.values("X-Marker").isEmpty();
				default -> false;
			};
		}

	}

}
