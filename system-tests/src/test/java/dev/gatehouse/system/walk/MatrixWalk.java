package dev.gatehouse.system.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Contract;
import dev.gatehouse.system.Contract.Operation;
import dev.gatehouse.system.Partner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Each partner whose plain tokens are taken calls each operation with one of its own.
 * What is expected comes from the contracts and the registry: a scope within the ceiling
 * is served, any other is 403, and a suspended partner gets nowhere.
 */
final class MatrixWalk {

	private static final Map<String, String> BODIES = Map.of("openAccount", Bodies.ACCOUNT, "postTransaction",
			Bodies.posting("credit", "1.00"), "applyForLoan", Bodies.LOAN, "repayLoan", Bodies.repayment("1.00"),
			"issueCard", Bodies.CARD, "blockCard", Bodies.block("holder-request"), "changeCardLimit",
			Bodies.limit("900.00"));

	private final Bank bank;

	MatrixWalk(Bank bank) {
		this.bank = bank;
	}

	Stream<DynamicTest> tests() {
		List<DynamicTest> tests = new ArrayList<>();
		for (String client : Contract.plainClients()) {
			Partner partner = new Partner(this.bank, client);
			for (Operation operation : Contract.operations()) {
				tests.add(dynamicTest(client + " " + operation.id(), () -> check(partner, client, operation)));
			}
		}
		return tests.stream();
	}

	private void check(Partner partner, String client, Operation operation) {
		Answer answer = partner.call(operation.method(),
				operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString()), BODIES.get(operation.id()),
				headers(operation));
		if (Contract.ceiling(client).contains(operation.scope())) {
			assertServed(answer, operation);
		}
		else {
			assertThat(answer.status()).isEqualTo(403);
			assertThat(answer.problem()).isEqualTo(refusal(client));
		}
	}

	/**
	 * The service itself answers: it makes or lists something, or says that this id is
	 * none of the partner's.
	 */
	private static void assertServed(Answer answer, Operation operation) {
		if (operation.path().contains("{")) {
			assertThat(answer.status()).as(answer.body()).isEqualTo(404);
			assertThat(answer.problem()).isEqualTo("not-found");
		}
		else {
			assertThat(answer.status()).as(answer.body()).isEqualTo(operation.method().equals("GET") ? 200 : 201);
		}
	}

	private static String refusal(String client) {
		return Contract.ceiling(client).isEmpty() ? "partner-suspended" : "insufficient-scope";
	}

	private static String[] headers(Operation operation) {
		@Nullable String body = BODIES.get(operation.id());
		return switch (operation.id()) {
			case "changeCardLimit", "blockCard", "unblockCard" -> new String[] { "If-Match", "\"1\"" };
			default -> (body != null) ? new String[] { "Idempotency-Key", UUID.randomUUID().toString() }
					: new String[] { "Accept", "application/json" };
		};
	}

}
