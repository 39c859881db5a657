package dev.gatehouse.gateway.walk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the gateway shows to Prometheus: a value per series, labels included. */
record Metrics(Map<String, Double> series) {

	static Metrics parse(String text) {
		Map<String, Double> series = new LinkedHashMap<>();
		text.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			series.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
		});
		return new Metrics(series);
	}

	/** Returns the sum of the series with this name and all of these labels. */
	double sum(String name, String... labels) {
		return this.series.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
			.filter((entry) -> Set.of(labels).stream().allMatch((label) -> entry.getKey().contains(label)))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	/** Returns the names and labels of the gateway's own series. */
	Set<String> own() {
		return this.series.keySet()
			.stream()
			.filter((name) -> name.startsWith("gatehouse_"))
			.collect(Collectors.toUnmodifiableSet());
	}

}
