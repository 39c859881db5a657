package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A source is held to its rate, whatever others do. */
class SourceLimitTests {

	private long nanos = Long.MAX_VALUE - 5;

	private final SourceLimit limit = new SourceLimit("explain", "Too much.", 6, 2, 42, () -> this.nanos);

	@Test
	void burstIsTakenAtOnceAndThenOneAnInterval() {
		assertThat(taken("192.0.2.1", 10)).isEqualTo(2);
		this.nanos += TimeUnit.SECONDS.toNanos(10) - 1;
		assertThat(taken("192.0.2.1", 1)).isZero();
		this.nanos += 1;
		assertThat(taken("192.0.2.1", 10)).isEqualTo(1);
		this.nanos += TimeUnit.HOURS.toNanos(1);
		assertThat(taken("192.0.2.1", 10)).isEqualTo(2);
	}

	@Test
	void refusalSaysWhenToComeAgain() {
		taken("192.0.2.1", 2);
		this.nanos += TimeUnit.MILLISECONDS.toNanos(1500);
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.limit.take(address("192.0.2.1")));
		assertThat(refusal.problem()).isEqualTo(Problem.RATE_LIMITED);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "9")
			.containsEntry("RateLimit-Policy", "\"explain\";q=2;w=20")
			.containsEntry("RateLimit", "\"explain\";r=0;t=19");
		assertThat(RefusalParts.members(refusal)).containsEntry("limit", 2L).containsEntry("reset", 19L);
		this.nanos += TimeUnit.SECONDS.toNanos(9);
		assertThat(taken("192.0.2.1", 2)).isEqualTo(1);
	}

	@Test
	void checkTakesNothingAndRefusesWhereNothingIsLeft() {
		for (int i = 0; i < 10; i++) {
			this.limit.check(address("192.0.2.1"));
		}
		this.limit.count(address("192.0.2.1"));
		this.limit.check(address("192.0.2.1"));
		for (int i = 0; i < 10; i++) {
			this.limit.count(address("192.0.2.1"));
		}
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.limit.check(address("192.0.2.1")));
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "10")
			.containsEntry("RateLimit", "\"explain\";r=0;t=20");
		this.nanos += TimeUnit.SECONDS.toNanos(10);
		this.limit.check(address("192.0.2.1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.2", "192.0.3.1", "193.0.2.1", "2001:db8::1" })
	void anotherSourceHasItsOwnRate(String other) {
		taken("192.0.2.1", 10);
		assertThat(taken(other, 10)).isEqualTo(2);
	}

	@Test
	void hostHasOneRateForAllAddressesOfItsNetwork() {
		assertThat(taken("2001:db8:0:1::1", 2)).isEqualTo(2);
		assertThat(taken("2001:db8:0:1:ffff::2", 2)).isZero();
		assertThat(taken("2001:db8:0:2::1", 2)).isEqualTo(2);
	}

	/** A customer's line is a network of 48 bits, with 65,536 hosts by the rule above. */
	@Test
	void networksOfOneCustomerTogetherGetSixteenTimesAsMuch() {
		int taken = 0;
		for (int host = 0; host < 1000; host++) {
			taken += taken("2001:db8:1:" + Integer.toHexString(host) + "::1", 3);
		}
		assertThat(taken).isEqualTo(32);
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.limit.check(address("2001:db8:1:ffff::1")));
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "1")
			.containsEntry("RateLimit-Policy", "\"explain-network\";q=32;w=20")
			.containsEntry("RateLimit", "\"explain-network\";r=0;t=20");
		assertThat(taken("2001:db8:2::1", 3)).isEqualTo(2);
		this.nanos += TimeUnit.SECONDS.toNanos(10);
		assertThat(taken("2001:db8:1:ffff::1", 3)).isEqualTo(2);
	}

	@Test
	void hostThatIsRefusedTakesNothingOfItsNetwork() {
		taken("2001:db8:1:1::1", 1000);
		for (int host = 2; host <= 16; host++) {
			assertThat(taken("2001:db8:1:" + host + "::1", 2)).isEqualTo(2);
		}
		assertThat(taken("2001:db8:1:17::1", 2)).isZero();
	}

	@Test
	void addressesOfTheOldKindHaveNoNetwork() {
		int taken = 0;
		for (int i = 0; i < 200; i++) {
			taken += taken("192.0.2." + i, 2);
		}
		assertThat(taken).isGreaterThan(390);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "60000000, 1000000", "1, 1000000", "60000000, 1" })
	void largestSettingsDoNotRunOver(int perMinute, int burst) {
		SourceLimit large = new SourceLimit("explain", "Too much.", perMinute, burst, 42, () -> this.nanos);
		for (int i = 0; i < burst; i++) {
			large.take(address("2001:db8::1"));
		}
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> large.take(address("2001:db8::1")));
		assertThat(RefusalParts.members(refusal)).containsEntry("limit", (long) burst);
		this.nanos += TimeUnit.MINUTES.toNanos(1) / perMinute;
		large.take(address("2001:db8::1"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, a.rate", "-1, 1, a.rate", "60000001, 1, a.rate", "1, 0, a.burst", "1, -1, a.burst",
			"1, 1000001, a.burst", "1, 2147483647, a.burst" })
	void settingThatIsTooSmallOrTooLargeIsNamed(int perMinute, int burst, String key) {
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> SourceLimit.checkSettings("a.rate", perMinute, "a.burst", burst))
			.withMessageStartingWith(key + ": must be from 1 to ");
	}

	@Test
	void nobodyGetsHisRateBackByComingFromManyAddresses() {
		taken("192.0.2.1", 2);
		for (int i = 0; i < 200_000; i++) {
			taken("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255), 1);
		}
		assertThat(taken("192.0.2.1", 2)).isZero();
	}

	@Test
	void sourcesThatAreNeighboursAreSpreadWidely() {
		int first = 0;
		for (int i = 0; i < 256; i++) {
			first += taken("192.0.2." + i, 1);
		}
		assertThat(first).isGreaterThan(250);
	}

	private int taken(String source, int attempts) {
		int taken = 0;
		for (int i = 0; i < attempts; i++) {
			try {
				this.limit.take(address(source));
				taken++;
			}
			catch (Refusal refusal) {
				assertThat(refusal.problem()).isEqualTo(Problem.RATE_LIMITED);
			}
		}
		return taken;
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
