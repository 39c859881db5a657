package dev.gatehouse.gateway.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards of Grafana as they stand in the repository. */
public final class Dashboards {

	private static final Path FOLDER = Tool.REPOSITORY.resolve("deploy/grafana/dashboards");

	private Dashboards() {
	}

	static List<JsonNode> all() {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.sorted().map((file) -> new JsonMapper().readTree(file.toFile())).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the panels of a dashboard that show something. */
	static List<JsonNode> panels(JsonNode dashboard) {
		return dashboard.path("panels")
			.valueStream()
			.filter((panel) -> !panel.path("type").asString().equals("row"))
			.toList();
	}

	/** Returns every query of every panel, as Grafana sends it when all is chosen. */
	public static List<Query> queries() {
		return all().stream()
			.flatMap((dashboard) -> panels(dashboard).stream()
				.flatMap((panel) -> panel.path("targets")
					.valueStream()
					.map((target) -> new Query(
							dashboard.path("title").asString() + ", " + panel.path("title").asString(),
							filled(target.path("expr").asString())))))
			.toList();
	}

	private static String filled(String expression) {
		String filled = expression.replace("$__rate_interval", "20s").replace("$api", ".*").replace("$client", ".*");
		if (filled.contains("$")) {
			throw new IllegalStateException("an unknown variable: " + filled);
		}
		return filled;
	}

	/**
	 * A query and where it stands.
	 *
	 * @param panel the titles of its dashboard and its panel
	 * @param expression in PromQL, without variables
	 */
	public record Query(String panel, String expression) {
	}

}
