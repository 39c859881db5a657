package dev.gatehouse.gateway.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gatehouse.gateway.FreePort;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus with our rules that scrapes one gateway every second. Its clock runs
 * as ours, so that a rate needs seconds.
 */
public final class PrometheusServer implements AutoCloseable {

	private static final String CONFIGURATION = """
			global: {scrape_interval: 1s, evaluation_interval: 1s}
			rule_files: [rules/*.yml]
			scrape_configs:
			  - job_name: gateway
			    metrics_path: /actuator/prometheus
			    static_configs: [{targets: ["127.0.0.1:%d"]}]
			""";

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = new JsonMapper();

	private final Path folder;

	private final int port = FreePort.find();

	private final Process process;

	/** Starts it, to scrape the management port of a gateway. */
	public PrometheusServer(int managementPort) {
		try {
			this.folder = Files.createTempDirectory("prometheus",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
			Path rules = Files.createDirectory(this.folder.resolve("rules"));
			try (Stream<Path> files = Files.list(Tool.REPOSITORY.resolve("deploy/prometheus/rules"))) {
				for (Path file : files.toList()) {
					Files.copy(file, rules.resolve(file.getFileName()));
				}
			}
			Files.writeString(this.folder.resolve("prometheus.yml"), CONFIGURATION.formatted(managementPort));
			this.process = new ProcessBuilder(command()).redirectErrorStream(true)
				.redirectOutput(this.folder.resolve("log").toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isReady);
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(
					() -> assertThat(data("/api/v1/targets").path("activeTargets").path(0).path("health").asString(""))
						.as(() -> data("/api/v1/targets").toString())
						.isEqualTo("up"));
	}

	/** Returns whether there is one to start; asked by JUnit. */
	public static boolean isHere() {
		return Tool.installed("prometheus").isPresent() || Tool.hasImage();
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		boolean installed = Tool.installed("prometheus").isPresent();
		if (installed) {
			command.add("prometheus");
		}
		else {
			command.addAll(
					List.of("docker", "run", "--rm", "--network", "host", "-v", this.folder + ":/c:ro", Tool.IMAGE));
		}
		command.addAll(List.of("--config.file=" + (installed ? this.folder : "/c") + "/prometheus.yml",
				"--storage.tsdb.path=" + (installed ? this.folder.resolve("data") : "/prometheus"),
				"--web.listen-address=127.0.0.1:" + this.port, "--enable-feature=exemplar-storage"));
		return command;
	}

	private boolean isReady() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("prometheus has ended");
		}
		try {
			return get("/-/ready").statusCode() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/** Returns what a query gives now: one value a series. */
	public JsonNode query(String query) {
		return data("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).path("result");
	}

	/** Returns the exemplars of the last minutes. */
	public JsonNode exemplars(String query) {
		long now = System.currentTimeMillis() / 1000;
		return data("/api/v1/query_exemplars?start=" + (now - 600) + "&end=" + (now + 1) + "&query="
				+ URLEncoder.encode(query, StandardCharsets.UTF_8));
	}

	private JsonNode data(String path) {
		JsonNode answer = this.json.readTree(get(path).body());
		if (!answer.path("status").asString("").equals("success")) {
			throw new AssertionError(path + ": " + answer);
		}
		return answer.path("data");
	}

	private HttpResponse<String> get(String path) {
		try {
			return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.http.close();
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
