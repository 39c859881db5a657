package dev.gatehouse.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What partners send on a day: mostly calls that are allowed, with tokens seen before and new ones, and each kind of
 * refusal now and then. An answer that is not the expected one ends the training, since then something else is trained.
 */
final class Traffic {

	private static final int CALLERS = 32;

	private static final long LIFETIME = 300;

	private static final String ID = "0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d";

	private static final String ORDER = "{\"holder\":\"Ada Lovelace\",\"currency\":\"EUR\"}";

	private static final String LONG_ORDER = ORDER + " ".repeat(3000);

	private static final String POSTING = """
			{"type":"credit","amount":{"amount":"120.50","currency":"EUR"},"reference":"Invoice 4711"}""";

	private final Gateway gateway;

	private final Issuer issuer;

	Traffic(Gateway gateway, Issuer issuer) {
		this.gateway = gateway;
		this.issuer = issuer;
	}

	/** Sends it for so long and returns the number of calls. */
	long send(Duration time) throws Exception {
		long end = System.nanoTime() + time.toNanos();
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Long>> work = new ArrayList<>(Collections.nCopies(CALLERS, () -> call(client, end)));
			work.add(() -> look(client, end));
			long calls = 0;
			for (Future<Long> caller : callers.invokeAll(work)) {
				calls += caller.get();
			}
			return calls;
		}
	}

	private long call(HttpClient client, long end) throws Exception {
		long calls = 0;
		while (System.nanoTime() < end) {
			for (Call call : day()) {
				HttpResponse<byte[]> answer = client.send(call.request(this.gateway),
						HttpResponse.BodyHandlers.ofByteArray());
				expect(call, answer.statusCode());
				calls++;
			}
		}
		return calls;
	}

	private List<Call> day() throws GeneralSecurityException {
		String token = this.issuer.token(Setting.PARTNER, "accounts:read accounts:write loans:read", LIFETIME);
		List<Call> calls = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			allowed(calls, token);
		}
		refused(calls, token);
		return calls;
	}

	private static void allowed(List<Call> calls, String token) {
		calls.add(Call.get("/v1/accounts/" + ID, token, 200));
		calls.add(Call.get("/v1/accounts?limit=20", token, 200));
		calls.add(Call.get("/v1/loans?limit=100", token, 200));
		calls.add(Call.get("/v1/accounts/" + ID + "/transactions", token, 200));
		calls.add(Call.post("/v1/accounts", token, ORDER, 201));
		calls.add(Call.post("/v1/accounts", token, LONG_ORDER, 201));
		calls.add(Call.post("/v1/accounts/" + ID + "/transactions", token, POSTING, 201).inChunks());
	}

	private void refused(List<Call> calls, String token) throws GeneralSecurityException {
		String reading = this.issuer.token(Setting.PARTNER, "accounts:read", LIFETIME);
		calls.add(Call.get("/v1/accounts", "", 401));
		calls.add(Call.get("/v1/accounts", token + "x", 401));
		calls.add(Call.get("/v1/accounts", "no.token", 401));
		calls.add(Call.get("/v1/accounts", this.issuer.token(Setting.PARTNER, "accounts:read", -60), 401));
		calls.add(Call.get("/v1/loans", reading, 403));
		calls.add(Call.get("/v1/accounts", this.issuer.token("stranger", "accounts:read", LIFETIME), 403));
		calls.add(Call.get("/v1/accounts", this.issuer.token(Setting.SUSPENDED, "accounts:read", LIFETIME), 403));
		calls.add(Call.get("/v1/accounts", this.issuer.token(Setting.MODEST, "accounts:read", LIFETIME), 200, 429));
		calls.add(Call.get("/v1/nothing", token, 404));
		calls.add(Call.get("/v1/accounts?limit=many", token, 400));
		calls.add(new Call("PATCH", "/v1/accounts", token, ORDER, false, Set.of(405)));
		calls.add(Call.post("/v1/accounts", token, "{\"holder\":", 400));
		calls.add(Call.post("/v1/accounts", token, "{\"holder\":7}", 400));
		calls.add(Call.post("/v1/accounts", token, LONG_ORDER.repeat(2), 413));
		calls.add(Call.get("/v1/explain?method=GET&path=/v1/accounts", token, 200, 429));
		calls.add(Call.get("/.well-known/oauth-protected-resource", "", 200));
	}

	private static void expect(Call call, int status) {
		if (!call.answers().contains(status)) {
			throw new IllegalStateException(call + " was answered with " + status);
		}
	}

	/** Operators look at it meanwhile, and a stranger sends what is no HTTP. */
	private long look(HttpClient client, long end) throws Exception {
		long calls = 0;
		while (System.nanoTime() < end) {
			for (String path : List.of("/actuator/health/readiness", "/actuator/health", "/actuator/prometheus")) {
				client.send(HttpRequest.newBuilder(this.gateway.management(path)).timeout(Call.PATIENCE).build(),
						HttpResponse.BodyHandlers.discarding());
				calls++;
			}
			malformed("GET /v1/accounts HTTP/1.1\r\nHost : localhost\r\n\r\n");
			malformed("\0\1\2\r\n\r\n");
			Thread.sleep(500);
		}
		return calls;
	}

	private void malformed(String text) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.gateway.port());
				OutputStream out = socket.getOutputStream();
				InputStream in = socket.getInputStream()) {
			out.write(text.getBytes(StandardCharsets.ISO_8859_1));
			out.flush();
			in.readAllBytes();
		}
	}

}
