package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.checklist.Checks;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer refers to nothing but this gateway. */
@Checks("A-87")
class ReferencesTests {

	@ParameterizedTest
	@ValueSource(strings = { "/v1/accounts/7", "/v1/accounts?a=b//c#d", "7", "../7", "?cursor=a:b", "#top", "", "a/b:c",
			"/a//b", "./a:b" })
	void relativeReferenceStaysAsItIs(String reference) {
		assertThat(References.local(reference)).isEqualTo(reference);
	}

	@ParameterizedTest
	@CsvSource({ "http://accounts:8080/secret, /secret", "https://a/b?c=d#e, /b?c=d#e", "HTTP://A/b, /b",
			"http://accounts:8080, /", "http://accounts:8080?a=b, /?a=b", "//evil.example/x, /x",
			"http://u:p@accounts/x, /x", "http:///x, /x", "ftp://a/b, /b" })
	void absoluteReferenceLosesItsHost(String reference, String local) {
		assertThat(References.local(reference)).isEqualTo(local);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://a//evil.example/x", "///evil.example/x", "/\\evil.example/x", "\\\\evil.example/x",
			"http://a/\\evil.example/x", "http:\\\\a\\\\evil.example/x", "\\/evil.example/x" })
	void noReferenceBecomesOneToAnotherHost(String reference) {
		assertThat(References.local(reference)).matches("/[^/\\\\].*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "http:evil.example", "mailto:a@b", "urn:x" })
	void referenceToNoHostAtAllIsLeftOut(String reference) {
		assertThat(References.local(reference)).isNull();
	}

	@Test
	void everyFieldThatRefersIsLocal() {
		HttpHeaders fields = new DefaultHttpHeaders();
		fields.add("Location", "http://accounts:8080/a");
		fields.add("Location", "http://accounts:8080/b");
		fields.add("Content-Location", "javascript:x");
		fields.add("Link", "<http://ACCOUNTS:8080/a?b>; rel=next, <https://docs.example/x>; rel=help");
		fields.add("Link", "<//accounts:8080/b>; rel=prev");
		fields.add("Refresh", "1; url=https://accounts:8080/c");
		fields.add("Alt-Svc", "h3=\":443\"");
		fields.add("X-Own", "http://accounts:8080/d");
		References.localise(fields, "accounts:8080");
		assertThat(fields.getAll("Location")).containsExactly("/a");
		assertThat(fields.get("Content-Location")).isNull();
		assertThat(fields.getAll("Link")).containsExactly("</a?b>; rel=next, <https://docs.example/x>; rel=help",
				"</b>; rel=prev");
		assertThat(fields.getAll("Refresh")).containsExactly("1; url=/c");
		assertThat(fields.get("Alt-Svc")).isNull();
		assertThat(fields.getAll("X-Own")).containsExactly("http://accounts:8080/d");
	}

	@Test
	void answerThatRefersToNothingStaysAsItIs() {
		HttpHeaders fields = new DefaultHttpHeaders();
		fields.add("ETag", "\"1\"");
		References.localise(fields, "accounts:8080");
		assertThat(fields.names()).containsExactly("ETag");
	}

}
