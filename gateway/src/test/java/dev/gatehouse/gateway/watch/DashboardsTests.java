package dev.gatehouse.gateway.watch;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A panel says what it shows, in which unit, and stands where no other does. */
class DashboardsTests {

	@Test
	void thereAreTheFiveWithNamesOfTheirOwn() {
		assertThat(Dashboards.all()).extracting((dashboard) -> dashboard.path("uid").asString())
			.containsExactly("gatehouse-gate", "gatehouse-keys", "gatehouse-partners", "gatehouse-refusals",
					"gatehouse-upstreams");
		assertThat(Dashboards.all()).extracting((dashboard) -> dashboard.path("title").asString())
			.doesNotHaveDuplicates();
	}

	@Test
	void everyPanelHasATitleAUnitADescriptionAndAQueryOfTheProvisionedSource() {
		for (JsonNode dashboard : Dashboards.all()) {
			assertThat(Dashboards.panels(dashboard)).isNotEmpty().allSatisfy((panel) -> {
				assertThat(panel.path("title").asString()).isNotBlank();
				assertThat(panel.path("description").asString()).endsWith(".");
				assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
				assertThat(panel.path("targets").valueStream()).isNotEmpty().allSatisfy((target) -> {
					assertThat(target.at("/datasource/uid").asString()).isEqualTo("prometheus");
					assertThat(target.path("expr").asString()).isNotBlank();
				});
			});
		}
	}

	@Test
	void noPanelLiesOnAnotherOrBesideTheGrid() {
		for (JsonNode dashboard : Dashboards.all()) {
			Set<String> taken = new HashSet<>();
			for (JsonNode panel : dashboard.path("panels")) {
				JsonNode place = panel.path("gridPos");
				assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
				for (int x = place.path("x").asInt(); x < place.path("x").asInt() + place.path("w").asInt(); x++) {
					for (int y = place.path("y").asInt(); y < place.path("y").asInt() + place.path("h").asInt(); y++) {
						assertThat(taken.add(x + " " + y)).as("%s at %d, %d", panel.path("title"), x, y).isTrue();
					}
				}
			}
		}
	}

}
