package dev.gatehouse.gateway.walk;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody thought of is refused as well as what somebody did. */
@OpenBank({ "gatehouse.entry.head-timeout=300ms", "gatehouse.entry.body-timeout=300ms",
		"gatehouse.entry.idle-timeout=200ms" })
class FuzzTests {

	private final Bank bank;

	FuzzTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void mutantsDoNoHarm(long seed) throws InterruptedException {
		assertThat(new Fuzzer(this.bank).run(300, seed)).isEmpty();
	}

}
