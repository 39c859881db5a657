package dev.gatehouse.gateway.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rooms decide in one order. A request with every fault is mended one by one, and
 * each time the next room says no.
 */
@ExtendWith(WatchExtension.class)
@Checks({ "A-163", "A-164" })
class OrderTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final Bank bank = new Bank();

	private final List<String> refusals = new ArrayList<>();

	private String control = "\u0001";

	private String filler = "x".repeat(20_000);

	private String slashes = "//";

	private String second = "Basic YTpi";

	private String unknown = "/none";

	private TestTokens token = this.bank.token().client("umbrella-frozen").scope("cards:read").expired();

	private String type = "text/plain";

	private String body = "x".repeat(5000);

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void roomsDecideInTheirOrder() throws Exception {
		this.bank.start(Stream.of()).awaitReady();
		this.bank.accounts().close();
		send();
		this.control = "";
		send();
		this.filler = "";
		send();
		this.slashes = "/";
		send();
		this.second = "";
		send();
		this.unknown = "";
		send();
		this.token = this.bank.token().client("umbrella-frozen").scope("cards:read");
		send();
		this.token = this.bank.token().scope("cards:read");
		send();
		this.token = this.bank.token().scope("accounts:write");
		send();
		this.type = "application/json";
		send();
		this.body = "{}";
		send();
		for (int i = 0; i < 3; i++) {
			this.refusals
				.add(name(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("soylent-steady")))));
		}
		System.out.println("The rooms in their order: " + this.refusals);
		assertThat(this.refusals).containsExactly("bad-request", "headers-too-large", "bad-request",
				"ambiguous-credentials", "no-such-operation", "invalid-token", "partner-suspended",
				"insufficient-scope", "unsupported-media-type", "body-too-large", "upstream-unavailable",
				// Who has no request left does not meet the service that is away.
				"upstream-unavailable", "upstream-unavailable", "rate-limited");
		assertThat(this.bank.arrivals()).isZero();
	}

	private void send() {
		Call call = Call.of("PUT", "/v1" + this.slashes + "accounts/1/name" + this.unknown)
			.header("X-Control", this.control)
			.header("X-Filler", this.filler)
			.header("Content-Type", this.type)
			.token(this.token)
			.body(this.body);
		if (!this.second.isEmpty()) {
			call.header("Authorization", this.second);
		}
		this.refusals.add(name(this.bank.send(call)));
	}

	private static String name(Answer answer) {
		return JSON.readTree(answer.body()).path("type").asString().replace("urn:gatehouse:problem:", "");
	}

}
