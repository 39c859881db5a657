package dev.gatehouse.system;

import java.net.URI;

/** What a gateway tells Prometheus. */
public final class Metrics {

	private Metrics() {
	}

	/** The sum of all series that begin like this; 0 if there is none. */
	public static double sum(URI management, String series) {
		return sum(management, "", series);
	}

	/** The same of a gateway that asks for the operators' secret. */
	public static double sum(URI management, String secret, String series) {
		return Partner.readAt(management, secret, "/actuator/prometheus")
			.expect(200)
			.body()
			.lines()
			.filter((line) -> line.startsWith(series))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

}
