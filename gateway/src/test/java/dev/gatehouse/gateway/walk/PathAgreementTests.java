package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The path that is sent, the one that a contract's rule is found by and the one that the
 * service gets are one string, or nothing is forwarded.
 */
@OpenBank
@Checks({ "A-95", "A-145", "A-147", "A-161", "A-164" })
class PathAgreementTests {

	private static final List<String> PIECES = List.of("/v1/accounts", "/v1/accounts", "/v1/accounts", "/v1/cards",
			"/v1", "/", "/", "/1", "/audit", "/AUDIT", "/audit/", "audit", "cards", ".", "..", "/..", "/.", ";", ";a=b",
			"%2e", "%2F", "%2f", "%5C", "%25", "%00", "%20", "%C3%A9", "%E2%80%AE", "~", "-", "_", ":", "@", "!", "$",
			"&", "'", "(", ")", "*", "+", ",", "=", "?", "?a=/../cards", "#", "\\", "//", "%", "%4", "%61", "A",
			"{accountId}", "http://cards", "*", "a", "7f", "%EF%BC%8F", "\u00e9", "|");

	private final Bank bank;

	PathAgreementTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void forwardedPathIsTheOneThatWasMatchedAndSent(long seed) throws IOException {
		Random random = new Random(seed);
		String token = this.bank.token().text();
		int forwarded = 0;
		for (int i = 0; i < 400; i++) {
			String path = path(random);
			int before = this.bank.accounts().arrivals().size();
			int status = send(Call.get(path).token(token));
			if (status == 200) {
				forwarded++;
				assertThat(this.bank.accounts().arrivals()).as(path).hasSize(before + 1);
				assertThat(this.bank.accounts().arrivals().getLast().target()).isEqualTo(path);
				// What the reader's scope opens, and not what needs another one.
				assertThat(path).matches("/v1/accounts(/[^/?]+)?(\\?.*)?");
			}
			else {
				assertThat(status).as(path).isIn(400, 403, 404);
				assertThat(this.bank.accounts().arrivals()).as(path).hasSize(before);
			}
			if (status == 403) {
				assertThat(path).matches("/v1/(accounts/[^/?]+/audit|cards(/[^/?]+)?)(\\?.*)?");
			}
		}
		assertThat(forwarded).isBetween(40, 360);
		assertThat(this.bank.cards().arrivals()).isEmpty();
	}

	private int send(Call call) throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			return Answer.read(wire.sendAsFarAsTaken(call.text()), "GET").status();
		}
	}

	private static String path(Random random) {
		StringBuilder path = new StringBuilder((random.nextInt(3) == 0) ? "" : "/v1/accounts");
		for (int i = random.nextInt(4); i > 0; i--) {
			path.append(PIECES.get(random.nextInt(PIECES.size())));
		}
		return path.isEmpty() ? "/" : path.toString();
	}

}
