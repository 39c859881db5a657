package dev.gatehouse.gateway.contract;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bank's own contracts offer exactly what partners were promised, with exactly these
 * scopes.
 */
class BankContractsTests {

	private static final List<String> PROMISED = """
			DELETE /v1/accounts/{accountId} accounts:write
			GET /v1/accounts accounts:read
			GET /v1/accounts/{accountId} accounts:read
			GET /v1/accounts/{accountId}/transactions accounts:read
			GET /v1/cards cards:read
			GET /v1/cards/{cardId} cards:read
			GET /v1/loans loans:read
			GET /v1/loans/{loanId} loans:read
			GET /v1/loans/{loanId}/schedule loans:read
			POST /v1/accounts accounts:write
			POST /v1/accounts/{accountId}/transactions accounts:write
			POST /v1/cards cards:write
			POST /v1/cards/{cardId}/block cards:write
			POST /v1/cards/{cardId}/unblock cards:write
			POST /v1/loans loans:write
			POST /v1/loans/{loanId}/repayments loans:write
			PUT /v1/cards/{cardId}/limit cards:write
			""".lines().toList();

	private final Contracts contracts = Contracts.read(Path.of("..", "apis"));

	@Test
	void everyPromisedOperationIsThereAndNoOther() {
		assertThat(this.contracts.operations())
			.extracting((operation) -> operation.method() + " " + operation.path() + " " + operation.scope())
			.containsExactlyInAnyOrderElementsOf(PROMISED);
	}

	@Test
	void operationBelongsToTheApiOfItsPath() {
		assertThat(this.contracts.apis()).containsExactlyInAnyOrder("accounts", "loans", "cards");
		assertThat(this.contracts.operations())
			.allMatch((operation) -> operation.path().matches("/v1/" + operation.api() + "(/.*)?"));
	}

	@Test
	void everyBodyHasASmallLimitOfItsOperation() {
		assertThat(this.contracts.operations()).filteredOn((operation) -> !operation.mediaTypes().isEmpty())
			.isNotEmpty()
			.allMatch((operation) -> operation.maxBody() <= 4096);
	}

}
