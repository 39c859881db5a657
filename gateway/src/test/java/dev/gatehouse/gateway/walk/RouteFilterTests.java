package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Spring Cloud Gateway's own filters can be put on the routes of an API by settings. */
@OpenBank({ "gatehouse.filters.accounts[0]=AddRequestHeader=X-Region, eu",
		"gatehouse.filters.accounts[1]=RemoveRequestHeader=X-Own" })
class RouteFilterTests {

	private final Bank bank;

	RouteFilterTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void filtersOfAnApiAreOnItsRoutes() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()).header("X-Own", "1"))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("X-Region")).containsExactly("eu");
		assertThat(this.bank.accounts().onlyArrival().values("X-Own")).isEmpty();
	}

	@Test
	void routesOfOtherApisHaveNone() {
		TestTokens token = this.bank.token().client("initech-cards").scope("cards:read");
		assertThat(this.bank.send(Call.get("/v1/cards").token(token).header("X-Own", "1"))).isOk();
		assertThat(this.bank.cards().onlyArrival().values("X-Own")).containsExactly("1");
		assertThat(this.bank.cards().onlyArrival().values("X-Region")).isEmpty();
	}

}
