package dev.gatehouse.gateway.walk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that is allowed makes no exception on its way: the stack of one, as deep as a
 * request is, costs more than all that is checked.
 */
@OpenBank({ Certificate.STORE, Certificate.TYPE, Certificate.PASSWORD, Certificate.BUNDLE, Certificate.MANAGEMENT,
		Certificate.HTTP2 })
class NoExceptionTests {

	/** Where a buffer has been, in tests alone. */
	private static final String LEAK_DETECTOR = "io.netty.util.ResourceLeakDetector";

	private final Bank bank;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	NoExceptionTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void readOverTlsMakesNone() throws Throwable {
		callsOnOneConnection(Call.get("/v1/accounts").token(this.bank.token()));
	}

	@Test
	void writeOverTlsMakesNone() throws Throwable {
		callsOnOneConnection(Call.post("/v1/accounts", "{}").token(this.bank.token().scope("accounts:write")));
	}

	@Test
	void readOverHttp2MakesNone() throws Throwable {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("https://127.0.0.1:" + this.bank.gate().port() + "/v1/accounts"))
			.header("Authorization", "Bearer " + this.bank.token().text())
			.build();
		try (HttpClient client = HttpClient.newBuilder()
			.sslContext(Certificate.trusting())
			.version(Version.HTTP_2)
			.build()) {
			ThrowingCallable call = () -> assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
				.isEqualTo(200);
			call.call();
			assertThat(exceptions(call)).isEmpty();
		}
	}

	/** The first meets an unknown token, and a service without connections. */
	private void callsOnOneConnection(Call call) throws Throwable {
		try (Wire wire = new Wire(FrameWire.connect(this.bank.gate().port(), "http/1.1"))) {
			ThrowingCallable once = () -> assertThat(Answer.read(wire.send(call.text()), call.method())).isOk();
			once.call();
			assertThat(exceptions(once)).isEmpty();
		}
	}

	/** Returns what was made on the gateway's event loops meanwhile. */
	private List<RecordedEvent> exceptions(ThrowingCallable calls) throws Throwable {
		Path file = this.folder.resolve("exceptions.jfr");
		try (Recording recording = new Recording()) {
			recording.enable("jdk.JavaExceptionThrow").withStackTrace().with("throttle", "off");
			recording.start();
			calls.call();
			recording.stop();
			recording.dump(file);
		}
		return RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> event.getThread() != null && event.getThread().getJavaName().startsWith("reactor-http"))
			.filter((event) -> !event.getClass("thrownClass").getName().startsWith(LEAK_DETECTOR))
			.toList();
	}

}
