package dev.gatehouse.gateway.entry;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** The head on a stream has one reading, or none, field by field. */
@Checks({ "A-127", "A-128", "A-129", "A-130" })
class StreamHeadTests {

	private static final String[] GET = { ":method=GET", ":scheme=https", ":authority=a", ":path=/b?c" };

	private final StreamHead head = new StreamHead(
			new EntrySettings.Limits(DataSize.ofBytes(100), DataSize.ofBytes(200), 10, 50), 16);

	@Test
	void wholeHeadIsRead() {
		add(GET);
		add("x-a=b", "te=trailers", "content-length=7");
		assertThat(this.head.judge(false)).isNull();
		assertThat(this.head.length()).isEqualTo(7);
		assertThat(this.head.requestLine()).isEqualTo("GET /b?c HTTP/2");
		assertThat(names()).containsExactly(":method", ":scheme", ":authority", ":path", "x-a", "te", "content-length");
	}

	@Test
	void hostGoesIntoTheAuthorityThatItEquals() {
		add(GET);
		add("host=A");
		assertThat(this.head.judge(true)).isNull();
		assertThat(names()).doesNotContain("host");
	}

	@Test
	void hostStaysWhereItIsTheOnlyOne() {
		add(":method=GET", ":scheme=https", ":path=/", "host=a");
		assertThat(this.head.judge(true)).isNull();
		assertThat(names()).contains("host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "host=b", "host=a:1", "X-A=b", "x a=b", "=b", ":path=/", ":status=200", ":a=b",
			"connection=close", "keep-alive=1", "proxy-connection=a", "transfer-encoding=chunked", "upgrade=a",
			"te=gzip", "x-a= b", "x-a=b\t", "x-a=\u0000", "x-a=b\rc", "x-a=b\nc", "x-a=\u007f", "content-length=a",
			"content-length=", "sec-websocket-key2=a" })
	void fieldThatMustNotBeThereIsMalformed(String field) {
		add(GET);
		add(field);
		assertMalformed(this.head.judge(true));
		assertThat(this.head.requestLine()).isEqualTo("GET /b?c HTTP/2");
	}

	@ParameterizedTest
	@ValueSource(strings = { ":method=", ":method=G T", ":method=CONNECT", ":scheme=ftp", ":scheme=", ":authority=u@a",
			":authority=", ":path=", ":path=*", ":path=a", ":path=https://a/", ":path=/#", ":path=/%", ":path=/ " })
	void pseudoFieldThatIsNoneIsMalformed(String field) {
		String name = field.substring(0, field.indexOf('='));
		for (String other : GET) {
			add(other.startsWith(name + "=") ? field : other);
		}
		assertMalformed(this.head.judge(true));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	void headWithoutAPseudoFieldIsMalformed(int left) {
		for (int i = 0; i < GET.length; i++) {
			if (i != left) {
				add(GET[i]);
			}
		}
		assertMalformed(this.head.judge(true));
	}

	@Test
	void headWithoutAHostIsMalformed() {
		add(":method=GET", ":scheme=https", ":path=/");
		assertMalformed(this.head.judge(true));
	}

	@Test
	void headWithAnAnnouncedBodyThatDoesNotFollowIsMalformed() {
		add(GET);
		add("content-length=1");
		assertMalformed(this.head.judge(true));
	}

	@Test
	void hostTwiceIsMalformed() {
		add(GET);
		add("host=a", "host=a");
		assertMalformed(this.head.judge(true));
	}

	@Test
	void lengthTwiceIsMalformed() {
		add(GET);
		add("content-length=0", "content-length=0");
		assertMalformed(this.head.judge(true));
	}

	@Test
	void tooLargeHeadIsRefusedAndNoMoreOfItIsKept() {
		add(GET);
		add("x-a=" + "b".repeat(190), "x-b=c", "x-c=d");
		assertThat(problem(this.head.judge(true))).isEqualTo(Problem.HEADERS_TOO_LARGE);
		assertThat(names()).containsExactly(":method", ":scheme", ":authority", ":path", "x-a");
	}

	@Test
	void tooManyFieldsAreRefused() {
		add(GET);
		for (int i = 0; i < 10; i++) {
			add("x=y");
		}
		assertThat(names()).hasSize(14);
		add("x=y");
		assertThat(problem(this.head.judge(true))).isEqualTo(Problem.HEADERS_TOO_LARGE);
	}

	@Test
	void tooLongTargetIsRefused() {
		add(":method=GET", ":scheme=https", ":authority=a", ":path=/" + "b".repeat(50));
		assertThat(problem(this.head.judge(true))).isEqualTo(Problem.TARGET_TOO_LONG);
		assertThat(this.head.requestLine()).isNull();
	}

	@Test
	void otherExpectationIsRefused() {
		add(GET);
		add("expect=wonders");
		assertThat(problem(this.head.judge(true))).isEqualTo(Problem.EXPECTATION_FAILED);
	}

	@Test
	void trailersHaveNoPseudoFields() {
		add("x-a=b", "host=anything", "content-length=none");
		assertThat(this.head.judgeTrailers()).isNull();
		assertThat(this.head.length()).isEqualTo(DecisiveFields.NO_LENGTH);
	}

	@ParameterizedTest
	@ValueSource(strings = { ":path=/", ":status=200", "X-A=b", "connection=close" })
	void otherTrailersAreMalformed(String field) {
		add(field);
		assertMalformed(this.head.judgeTrailers());
	}

	private void add(String... fields) {
		for (String field : fields) {
			int equals = field.indexOf('=');
			this.head.add(AsciiString.of(field.substring(0, equals)), AsciiString.of(field.substring(equals + 1)));
		}
	}

	private List<String> names() {
		List<String> names = new ArrayList<>();
		this.head.forEach((field) -> names.add(field.getKey().toString()));
		return names;
	}

	private static @Nullable Problem problem(@Nullable Refusal refusal) {
		return (refusal != null) ? refusal.problem() : null;
	}

	private static void assertMalformed(@Nullable Refusal refusal) {
		assertThat(problem(refusal)).isEqualTo(Problem.BAD_REQUEST);
		assertThat(refusal).matches(StreamHead::isMalformed);
	}

}
