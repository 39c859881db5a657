package dev.gatehouse.gateway.warmup;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StageIssuerTests {

	/**
	 * One key in 128 has a coordinate that begins with a zero (RFC 7518, section
	 * 6.2.1.2).
	 */
	@Test
	void coordinateHasAlwaysThirtyTwoBytes() {
		byte[] largest = new byte[32];
		Arrays.fill(largest, (byte) 0xff);

		assertThat(Base64.getUrlDecoder().decode(StageIssuer.coordinate(BigInteger.ONE))).hasSize(32).endsWith(0, 0, 1);
		assertThat(Base64.getUrlDecoder().decode(StageIssuer.coordinate(new BigInteger(1, largest))))
			.isEqualTo(largest);
	}

}
