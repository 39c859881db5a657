package dev.gatehouse.gateway.console;

import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.console.Overview.PartRow;

import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;

/**
 * What the health of the gateway says of its parts: keys, store, revocations and others.
 */
final class Parts {

	private final HealthEndpoint health;

	Parts(HealthEndpoint health) {
		this.health = health;
	}

	List<PartRow> rows() {
		HealthDescriptor all = this.health.health();
		Map<String, HealthDescriptor> parts = (all instanceof CompositeHealthDescriptor composite)
				? composite.getComponents() : null;
		return (parts != null) ? parts.entrySet()
			.stream()
			.filter((part) -> !part.getKey().equals("ping"))
			.map((part) -> row(part.getKey(), part.getValue()))
			.toList() : List.of(row("gateway", all));
	}

	private static PartRow row(String name, HealthDescriptor part) {
		Map<String, Object> details = (part instanceof IndicatedHealthDescriptor single) ? single.getDetails() : null;
		return new PartRow(name, part.getStatus().getCode(), (details != null) ? details : Map.of());
	}

}
