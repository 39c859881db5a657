package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Looking at eight octets at once finds what looking at one finds. */
class OctetsTests {

	@Test
	void everyControlCharacterIsFoundAtEveryPlace() {
		for (int octet = 0; octet < 256; octet++) {
			boolean control = octet < ' ' || octet == 0x7f;
			for (int place = 0; place < 20; place++) {
				byte[] octets = "x".repeat(20).getBytes(StandardCharsets.ISO_8859_1);
				octets[place] = (byte) octet;
				assertThat(Octets.firstControl(octets, 0, 20)).isEqualTo(control ? place : 20);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void firstOfManyIsFound(int seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] octets = new byte[random.nextInt(40)];
			for (int j = 0; j < octets.length; j++) {
				octets[j] = (byte) ((random.nextInt(10) == 0) ? random.nextInt(34) : 0x7e + random.nextInt(130));
			}
			int from = random.nextInt(octets.length + 1);
			assertThat(Octets.firstControl(octets, from, octets.length)).isEqualTo(oneByOne(octets, from));
		}
	}

	private static int oneByOne(byte[] octets, int from) {
		int i = from;
		while (i < octets.length && (octets[i] < 0 || octets[i] >= ' ') && octets[i] != 0x7f) {
			i++;
		}
		return i;
	}

	@Test
	void tokensAreWhatTheStandardSays() {
		for (int c = 0; c < 256; c++) {
			boolean token = c < 128 && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
			assertThat(Octets.isToken((byte) c)).as("%x", c).isEqualTo(token);
		}
	}

}
