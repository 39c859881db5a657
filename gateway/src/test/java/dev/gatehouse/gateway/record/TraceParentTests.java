package dev.gatehouse.gateway.record;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A valid trace goes on under a span of the gateway's own; anything else begins a new
 * one.
 */
class TraceParentTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN = "00f067aa0ba902b7";

	@Test
	void callersTraceGoesOnUnderANewSpan() {
		TraceParent trace = TraceParent.of(List.of("00-" + TRACE + "-" + SPAN + "-01"));
		assertThat(trace.traceId()).isEqualTo(TRACE);
		assertThat(trace.parentId()).matches("[0-9a-f]{16}").isNotEqualTo(SPAN).isNotEqualTo("0".repeat(16));
		assertThat(trace).hasToString("00-" + TRACE + "-" + trace.parentId() + "-01");
	}

	@ParameterizedTest
	@CsvSource({ "00, 00", "01, 01", "02, 02", "03, 03", "ff, 03", "04, 00", "81, 01" })
	void onlyKnownFlagsGoOn(String given, String passed) {
		assertThat(TraceParent.of(List.of("00-" + TRACE + "-" + SPAN + "-" + given)).flags()).isEqualTo(passed);
	}

	@ParameterizedTest
	@CsvSource({ "00, false, 01, 00", "01, true, 01, 00", "02, false, 03, 02", "03, true, 03, 02" })
	void whatGoesOnSaysWhetherTheGatewayFollowsIt(String given, boolean sampled, String followed, String not) {
		TraceParent trace = TraceParent.of(List.of("00-" + TRACE + "-" + SPAN + "-" + given));
		assertThat(trace.isSampled()).isEqualTo(sampled);
		assertThat(trace.under("1234567890abcdef", true)).isEqualTo("00-" + TRACE + "-1234567890abcdef-" + followed);
		assertThat(trace.under("1234567890abcdef", false)).isEqualTo("00-" + TRACE + "-1234567890abcdef-" + not);
	}

	@Test
	void laterVersionGoesOnAsOurs() {
		for (String later : List.of("01-" + TRACE + "-" + SPAN + "-01",
				"cc-" + TRACE + "-" + SPAN + "-01-what-the-future", "cc-" + TRACE + "-" + SPAN + "-01-")) {
			TraceParent trace = TraceParent.of(List.of(later));
			assertThat(trace).hasToString("00-" + TRACE + "-" + trace.parentId() + "-01");
			assertThat(trace.callersSpan()).isEqualTo(SPAN);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.x",
			"cc_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
			"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
			"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
			" 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e47g6-00f067aa0ba902b7-01" })
	void invalidTraceIsReplaced(String value) {
		TraceParent trace = TraceParent.of(List.of(value));
		assertThat(trace.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
		assertThat(trace.flags()).isEqualTo("00");
		assertThat(trace.callersSpan()).isNull();
	}

	@Test
	void noTraceAndTwoTracesBeginANewOne() {
		String valid = "00-" + TRACE + "-" + SPAN + "-01";
		assertThat(TraceParent.of(List.of()).traceId()).matches("[0-9a-f]{32}");
		assertThat(TraceParent.of(List.of(valid, valid)).traceId()).isNotEqualTo(TRACE);
	}

	@Test
	void newTracesDiffer() {
		assertThat(TraceParent.of(List.of()).traceId()).isNotEqualTo(TraceParent.of(List.of()).traceId());
	}

}
