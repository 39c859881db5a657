package dev.gatehouse.gateway.answer;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A date is an IMF-fixdate, and never an old one. */
class HttpDateTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "784111777|Sun, 06 Nov 1994 08:49:37 GMT", "784111778|Sun, 06 Nov 1994 08:49:38 GMT",
					"0|Thu, 01 Jan 1970 00:00:00 GMT", "4102444799|Thu, 31 Dec 2099 23:59:59 GMT" })
	void dateIsThatOfTheSecond(long second, String date) {
		assertThat(HttpDate.at(second)).isEqualTo(date);
		assertThat(HttpDate.at(second + 1)).isNotEqualTo(date);
		assertThat(HttpDate.at(second)).isEqualTo(date).isSameAs(HttpDate.at(second));
	}

	@Test
	void nowIsNow() {
		Instant before = Instant.now().minusSeconds(1);
		Instant date = ZonedDateTime.parse(HttpDate.now(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		assertThat(date).isBetween(before, Instant.now());
	}

}
