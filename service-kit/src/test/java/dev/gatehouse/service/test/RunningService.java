package dev.gatehouse.service.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A service that runs as {@code java -jar} would run it, on a free port, with a database
 * that may be broken.
 */
public final class RunningService implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private RunningService(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts the application; settings go before the service's own. */
	public static RunningService start(Class<?> application, BreakablePostgres database, Map<String, Object> settings) {
		SpringApplication service = new SpringApplication(application);
		service.setRegisterShutdownHook(false);
		service.addInitializers(database::describeTo,
				(context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("test-settings", settings)));
		return new RunningService(service.run("--server.port=0", "--logging.level.com.networknt=error",
				"--logging.level.io.zonky.test=off"));
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public Health liveness() {
		return health("liveness");
	}

	public Health readiness() {
		return health("readiness");
	}

	@Override
	public void close() {
		this.context.close();
	}

	private Health health(String group) {
		URI uri = URI.create("http://127.0.0.1:" + port() + "/actuator/health/" + group);
		HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
		long start = System.nanoTime();
		try {
			int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
			return new Health(status, Duration.ofNanos(System.nanoTime() - start));
		}
		catch (IOException ex) {
			throw new AssertionError("no answer from " + uri, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for " + uri, ex);
		}
	}

	/** What a probe sees, and how long it had to wait. */
	public record Health(int status, Duration took) {
	}

}
