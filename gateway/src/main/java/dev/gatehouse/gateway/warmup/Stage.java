package dev.gatehouse.gateway.warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Everything that a gateway needs that is warmed up: its surroundings, its partner, its
 * contract and who calls it.
 */
final class Stage implements AutoCloseable {

	static final String AUDIENCE = "warm-up";

	static final String SCOPE = "things:all";

	static final String CLIENT = "warm-up";

	private static final String PARTNERS = """
			plans:
			  ample: {rate: 1000000/s, burst: 1000000, quota: 999999999/day, concurrency: 10000}
			partners:
			  %s: {name: Warm-up, status: active, plan: ample, scopes: ["%s"]}
			""".formatted(CLIENT, SCOPE);

	private static final String CONTRACT = """
			openapi: 3.1.1
			info: {title: Things, version: 1.0.0}
			paths:
			  /v1/things/{id}:
			    parameters:
			      - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
			    get:
			      operationId: getThing
			      security: [{oauth: ["%1$s"]}]
			      responses: {'200': {description: The thing.}}
			  /v1/things:
			    post:
			      operationId: makeThing
			      security: [{oauth: ["%1$s"]}]
			      requestBody:
			        required: true
			        content:
			          application/json:
			            schema:
			              type: object
			              additionalProperties: false
			              required: [name, count]
			              properties:
			                name: {type: string, minLength: 1, maxLength: 40, pattern: '^[A-Za-z ]+$'}
			                count: {type: integer, minimum: 0}
			      responses: {'200': {description: The thing.}}
			components:
			  securitySchemes:
			    oauth:
			      type: oauth2
			      flows:
			        clientCredentials: {tokenUrl: 'http://localhost/token', scopes: {"%1$s": Things}}
			""".formatted(SCOPE);

	/** Calls at once: as many as keep two event loops and what they call busy. */
	private static final int AT_ONCE = 4;

	/** Each token is verified once and known from then on. */
	private static final int TOKENS = 10;

	private final StageIssuer issuer = new StageIssuer();

	private final Path folder;

	private final Surroundings surroundings;

	Stage() throws IOException {
		this.surroundings = new Surroundings(this.issuer::keys);
		try {
			this.folder = Files.createTempDirectory("gatehouse-warm-up-");
		}
		catch (IOException ex) {
			this.surroundings.close();
			throw ex;
		}
	}

	/** Returns what the gateway is told. */
	Map<String, Object> settings() throws IOException {
		Path contracts = Files.createDirectory(this.folder.resolve("contracts"));
		Files.writeString(contracts.resolve("things.yaml"), CONTRACT);
		Map<String, Object> settings = new HashMap<>();
		settings.put("spring.config.location", "classpath:/");
		settings.put("spring.reactor.netty.shutdown-quiet-period", "0s");
		settings.put("server.address", "127.0.0.1");
		settings.put("server.port", 0);
		settings.put("server.shutdown", "immediate");
		// Each caller has one connection.
		settings.put("server.netty.max-keep-alive-requests", -1);
		settings.put("management.metrics.use-global-registry", false);
		settings.put("gatehouse.audience", AUDIENCE);
		settings.put("gatehouse.issuer.uri", this.surroundings.uri());
		settings.put("gatehouse.issuer.jwks-uri", this.surroundings.keysUri());
		// What makes the key is loaded first.
		settings.put("gatehouse.issuer.timeout", "10s");
		settings.put("gatehouse.contracts", contracts.toString());
		settings.put("gatehouse.partners",
				Files.writeString(this.folder.resolve("partners.yaml"), PARTNERS).toString());
		settings.put("gatehouse.audit.folder", this.folder.resolve("audit").toString());
		// Where temporary files have little room.
		settings.put("gatehouse.audit.when-full", "drop");
		settings.put("gatehouse.upstreams.things", this.surroundings.uri());
		return settings;
	}

	/** Returns what it is called with. */
	List<String> tokens() {
		return Stream.generate(() -> this.issuer.token(this.surroundings.uri())).limit(TOKENS).toList();
	}

	/**
	 * Calls the gateway for so long.
	 * @return how many calls there were
	 * @throws IOException if one was not answered as it should be
	 */
	int play(int port, List<String> tokens, Duration time) throws IOException, InterruptedException {
		Caller caller = new Caller(port, tokens, System.nanoTime() + time.toNanos());
		int calls = 0;
		try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
			for (Future<Integer> each : threads.invokeAll(Collections.nCopies(AT_ONCE, caller))) {
				calls += each.get();
			}
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
		return calls;
	}

	@Override
	public void close() throws IOException {
		try (this.surroundings; Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

}
