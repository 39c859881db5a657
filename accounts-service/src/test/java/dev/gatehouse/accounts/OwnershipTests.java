package dev.gatehouse.accounts;

import dev.gatehouse.service.contract.ContractClient;
import dev.gatehouse.service.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not yours does not exist. */
@ServiceTest
class OwnershipTests {

	private final Partner partner;

	private final int port;

	OwnershipTests(@LocalServerPort int port) {
		this.port = port;
		this.partner = Partner.at(port);
	}

	@Test
	void accountOfAnotherPartnerIsNotFound() {
		String account = this.partner.account();
		assertUnknown(account);
		assertThat(this.partner.show(account).text("/status")).isEqualTo("open");
		assertThat(this.partner.balance(account)).isEqualTo("0.00");
	}

	@Test
	void accountThatNobodyHasIsNotFoundInTheSameWords() {
		assertUnknown("/v1/accounts/01890a5d-ac96-774b-bcce-b302099a8057");
	}

	@Test
	void listShowsOnesOwnAccountsOnly() {
		this.partner.account();
		assertThat(this.partner.other().walk("/v1/accounts", 100)).isEmpty();
	}

	@Test
	void nobodyIsServed() {
		ContractClient nobody = ContractClient.of("accounts", this.port);
		nobody.get("/v1/accounts").send().expect(403, "no-caller");
		nobody.get(this.partner.account()).send().expect(403, "no-caller");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "1-1-1-1-1", "01890a5dac96774bbcceb302099a8057", "%20" })
	void malformedIdIsInvalid(String id) {
		this.partner.client().get("/v1/accounts/" + id).invalid().send().expect(400, "request-invalid");
		this.partner.client()
			.get("/v1/accounts/" + id + "/transactions")
			.invalid()
			.send()
			.expect(400, "request-invalid");
	}

	private void assertUnknown(String account) {
		Partner other = this.partner.other();
		ContractClient client = other.client();
		client.get(account).send().expect(404, "not-found");
		client.get(account + "/transactions").send().expect(404, "not-found");
		other.credit(account, "1").expect(404, "not-found");
		client.delete(account).ifMatch("*").send().expect(404, "not-found");
		client.delete(account).ifMatch("\"99\"").send().expect(404, "not-found");
	}

}
