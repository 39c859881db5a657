package dev.gatehouse.gateway.entry;

import java.net.URI;
import java.util.List;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is in a well-formed request is looked at; each limit is met on both sides. */
class EntryTests {

	private static final EntrySettings.Limits LIMITS = new EntrySettings.Limits(DataSize.ofBytes(100),
			DataSize.ofBytes(200), 10, 50);

	private final Entry entry = new Entry(new EntrySettings(List.of(), LIMITS));

	@Test
	void ordinaryRequestComesIn() {
		assertAccepted(get("/v1/accounts?limit=10").header("Authorization", "Bearer x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a//b", "/a/../b", "/a;b", "/%61" })
	void pathInAnotherSpellingIsRefused(String path) {
		assertRefused(get(path), Problem.BAD_REQUEST);
	}

	@Test
	void announcedBodyComesInUpToItsLimit() {
		assertAccepted(get("/").header("Content-Length", "100"));
		assertRefused(get("/").header("Content-Length", "101"), Problem.BODY_TOO_LARGE);
		assertRefused(get("/").header("Content-Length", Long.toString(Long.MAX_VALUE)), Problem.BODY_TOO_LARGE);
	}

	@Test
	void bodyComesInUpToTheLimitOfItsOperation() {
		assertThat(counted("Content-Length", "10", 10)).isZero();
		assertThat(counted("Content-Length", "100", Long.MAX_VALUE)).isZero();
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> counted("Content-Length", "11", 10));
		assertThat(refusal.problem()).isEqualTo(Problem.BODY_TOO_LARGE);
		assertThat(RefusalParts.members(refusal)).containsEntry("limit", 10L);
	}

	@Test
	void onlyABodyOfUnknownLengthIsCounted() {
		assertThat(counted("Transfer-Encoding", "chunked", 10)).isOne();
		assertThat(counted("Transfer-Encoding", "chunked", 100)).isZero();
		assertThat(counted("X-Other", "x", 10)).isZero();
	}

	/** Returns how many decorators there are around the request. */
	private int counted(String name, String value, long limit) {
		MockServerWebExchange exchange = MockServerWebExchange.from(get("/").header(name, value).build());
		return (this.entry.counted(exchange, limit).getRequest() == exchange.getRequest()) ? 0 : 1;
	}

	@Test
	void oneCredentialComesIn() {
		assertAccepted(get("/"));
		assertAccepted(get("/").header("Authorization", "Bearer x"));
		assertAmbiguous(get("/").header("Authorization", "Bearer x", "Bearer x"));
		assertAmbiguous(get("/").header("Authorization", "Bearer x", "Basic y"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "access_token=x", "a=b&access_token=x", "ACCESS_TOKEN=x", "access%5Ftoken=x", "access_token" })
	void tokenInTheQueryIsAmbiguousBesideAnotherAndIgnoredAlone(String query) {
		assertAmbiguous(get("/?" + query).header("Authorization", "Bearer x"));
		assertAccepted(get("/?" + query));
	}

	@Test
	void anotherQueryIsNotAmbiguous() {
		assertAccepted(get("/?token=x&my_access_token=y").header("Authorization", "Bearer x"));
	}

	@Test
	void limitsAboveZeroAreNeeded() {
		DataSize size = DataSize.ofBytes(1);
		DataSize none = DataSize.ofBytes(0);
		assertInvalid(() -> new EntrySettings.Limits(none, size, 1, 1), "gatehouse.entry.max-body");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new EntrySettings.Limits(size, none, 1, 1))
			.withMessage("gatehouse.entry.max-headers: must be above zero and below 2MB");
		assertInvalid(() -> new EntrySettings.Limits(size, size, 0, 1), "gatehouse.entry.max-header-count");
		assertInvalid(() -> new EntrySettings.Limits(size, size, 1, 0), "gatehouse.entry.max-path");
		assertThatCode(() -> new EntrySettings.Limits(size, size, 1, 1)).doesNotThrowAnyException();
	}

	@Test
	void trustedProxyThatIsNoNetworkIsNamed() {
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> new EntrySettings(List.of("10.0.0.0/8", "proxy.example"), LIMITS))
			.withMessage("gatehouse.trusted-proxies: 'proxy.example' is not a CIDR network");
	}

	private static void assertInvalid(Runnable settings, String key) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(settings::run)
			.withMessage(key + ": must be above zero");
	}

	private void assertAccepted(BaseBuilder<?> request) {
		assertThatCode(() -> this.entry.check(request.build())).doesNotThrowAnyException();
	}

	private Refusal assertRefused(BaseBuilder<?> request, Problem problem) {
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.entry.check(request.build()));
		assertThat(refusal).isNotNull();
		assertThat(refusal.problem()).isEqualTo(problem);
		return refusal;
	}

	private void assertAmbiguous(BaseBuilder<?> request) {
		Refusal refusal = assertRefused(request, Problem.AMBIGUOUS_CREDENTIALS);
		assertThat(RefusalParts.challenge(refusal)).isEqualTo(
				"realm=\"gatehouse\", error=\"invalid_request\", error_description=\"One access token is needed, in one Authorization header field.\"");
	}

	private static BaseBuilder<?> get(String target) {
		return MockServerHttpRequest.method(HttpMethod.GET, URI.create(target)).header("Host", "a");
	}

}
