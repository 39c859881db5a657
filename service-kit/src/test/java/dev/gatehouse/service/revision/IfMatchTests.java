package dev.gatehouse.service.revision;

import java.util.List;

import dev.gatehouse.service.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** RFC 9110, 13.1.1. */
class IfMatchTests {

	private static final Revision CURRENT = new Revision(3);

	@ParameterizedTest
	@ValueSource(strings = { "*", "\"3\"", "\"1\", \"3\"", "\"1\",\"3\" ", "\"1\",,\"3\"", "W/\"3\", \"3\"" })
	void currentTagMatches(String value) {
		assertThatCode(() -> IfMatchParser.parse(List.of(value)).require(CURRENT)).doesNotThrowAnyException();
	}

	@Test
	void tagsOfSeveralLinesAreOneList() {
		assertThatCode(() -> IfMatchParser.parse(List.of("\"1\"", "\"3\"")).require(CURRENT))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"2\"", "W/\"3\"", "\"\"", "\"03\"", "\"1\", \"2\"" })
	void otherTagIsRefused(String value) {
		IfMatch ifMatch = IfMatchParser.parse(List.of(value));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ifMatch.require(CURRENT))
			.withMessage("precondition-failed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "3", "\"3", "3\"", "\"3\" \"4\"", "*, \"3\"", "\"3\", *", "w/\"3\"", "\"3\";x" })
	void whatIsNoListOfTagsIsRefused(String value) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> IfMatchParser.parse(List.of(value)))
			.withMessage("request-invalid");
	}

	@Test
	void missingHeaderIsRefused() {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(IfMatch::missing)
			.withMessage("precondition-required");
	}

}
