package dev.gatehouse.system.compose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docker-compose.yml promises without an engine: who can be reached, from where, and
 * with which rights.
 */
class ComposeFileTests {

	private static final ComposeFile FILE = ComposeFile.read();

	@Test
	void onlyGatewayKeycloakAndGrafanaPublishPorts() {
		List<String> publishing = FILE.services()
			.filter((service) -> service.getValue().has("ports"))
			.map(Map.Entry::getKey)
			.toList();

		assertThat(publishing).containsExactlyInAnyOrder("gateway", "keycloak", "grafana");
	}

	@Test
	void portsArePublishedOnLoopbackAlone() {
		List<String> ports = FILE.services()
			.flatMap((service) -> ComposeFile.texts(service.getValue().path("ports")))
			.toList();

		assertThat(ports).hasSize(4).allSatisfy((port) -> assertThat(port).startsWith("127.0.0.1:${"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgres", "accounts-service", "loans-service", "cards-service" })
	void servicesAndDatabaseSitOnTheBanksNetworkAlone(String service) {
		assertThat(ComposeFile.texts(FILE.service(service).path("networks"))).containsExactly("bank");
	}

	@Test
	void onlyTheGatewayReachesTheStore() {
		List<String> members = FILE.services()
			.filter((service) -> ComposeFile.texts(service.getValue().path("networks")).anyMatch("store"::equals))
			.map(Map.Entry::getKey)
			.toList();

		assertThat(members).containsExactlyInAnyOrder("valkey", "gateway");
		assertThat(ComposeFile.texts(FILE.service("valkey").path("networks"))).containsExactly("store");
	}

	@Test
	void storeWritesDownWhatItKnowsAndForgetsNothing() {
		assertThat(ComposeFile.texts(FILE.service("valkey").path("command"))).containsSubsequence("--appendonly", "yes",
				"--maxmemory-policy", "noeviction");
	}

	@Test
	void everyNetworkButTheEdgeAndGrafanasIsInternal() {
		List<String> open = FILE.networks()
			.filter((network) -> !network.getValue().path("internal").asBoolean(false))
			.map(Map.Entry::getKey)
			.toList();

		assertThat(open).containsExactlyInAnyOrder("edge", "show");
	}

	@Test
	void grafanaAloneIsShownAndReachesPrometheusAlone() {
		List<String> shown = FILE.services()
			.filter((service) -> ComposeFile.texts(service.getValue().path("networks")).anyMatch("show"::equals))
			.map(Map.Entry::getKey)
			.toList();

		assertThat(shown).containsExactly("grafana");
		assertThat(ComposeFile.texts(FILE.service("grafana").path("networks"))).containsExactlyInAnyOrder("watch",
				"show");
		assertThat(ComposeFile.texts(FILE.service("prometheus").path("networks"))).containsExactly("watch");
	}

	@Test
	void grafanaLetsNobodyInUnaskedAndAsksNobodyOnTheInternet() {
		JsonNode environment = FILE.service("grafana").path("environment");

		assertThat(environment.path("GF_SECURITY_ADMIN_PASSWORD__FILE").asString()).startsWith("/run/secrets/");
		assertThat(Stream.of("GF_AUTH_ANONYMOUS_ENABLED", "GF_USERS_ALLOW_SIGN_UP", "GF_ANALYTICS_REPORTING_ENABLED",
				"GF_ANALYTICS_CHECK_FOR_UPDATES", "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "GF_NEWS_NEWS_FEED_ENABLED"))
			.allSatisfy((name) -> assertThat(environment.path(name).asString()).isEqualTo("false"));
	}

	@Test
	void prometheusLoadsTheRulesAndGrafanaTheDashboards() {
		assertThat(ComposeFile.texts(FILE.service("prometheus").path("volumes")))
			.contains("./deploy/prometheus/rules:/etc/prometheus/rules:ro");
		assertThat(Repository.read("deploy/grafana/provisioning/dashboards/gatehouse.yml"))
			.contains("path: /var/lib/grafana-dashboards");
		assertThat(ComposeFile.texts(FILE.service("grafana").path("volumes"))).contains(
				"./deploy/grafana/dashboards:/var/lib/grafana-dashboards:ro",
				"./deploy/grafana/provisioning:/etc/grafana/provisioning:ro");
	}

	@Test
	void onlyGatewayAndKeycloakSitOnTheEdge() {
		List<String> edge = FILE.services()
			.filter((service) -> ComposeFile.texts(service.getValue().path("networks")).anyMatch("edge"::equals))
			.map(Map.Entry::getKey)
			.toList();

		assertThat(edge).containsExactlyInAnyOrder("gateway", "keycloak");
	}

	@Test
	void noSecretIsWrittenDown() {
		List<String> variables = FILE.services()
			.flatMap((service) -> service.getValue().path("environment").propertyStream())
			.map(Map.Entry::getKey)
			.toList();

		assertThat(variables).contains("POSTGRES_PASSWORD_FILE")
			.noneMatch((name) -> name.matches("(?i).*(password|secret|key|token|credential)s?"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("containers")
	void everyContainerHasNoMoreRightsThanItNeeds(String name, JsonNode container) {
		assertThat(container.path("read_only").asBoolean(false)).as("read_only").isTrue();
		assertThat(ComposeFile.texts(container.path("cap_drop"))).containsExactly("ALL");
		assertThat(ComposeFile.texts(container.path("security_opt"))).contains("no-new-privileges:true");
		assertThat(container.path("mem_limit").asString("")).as("mem_limit").isNotEmpty();
		assertThat(container.path("privileged").asBoolean(false)).as("privileged").isFalse();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("containers")
	void onlyTheMakerOfSecretsIsRootAndItHasNoNetwork(String name, JsonNode container) {
		String user = container.has("build") ? Dockerfile.of(container).user()
				: container.path("user").asString("root");

		if (name.equals("secrets")) {
			assertThat(user).isEqualTo("root");
			assertThat(container.path("network_mode").asString()).isEqualTo("none");
		}
		else {
			assertThat(user).doesNotMatch("(root|0)(:.*)?");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lastingContainers")
	void everyLastingContainerIsRestartedAndHasTimeToStop(String name, JsonNode container) {
		assertThat(container.path("restart").asString("")).isEqualTo("unless-stopped");
		assertThat(container.path("stop_grace_period").asString("0s")).matches("(1[5-9]|[2-9][0-9])s");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lastingContainers")
	void everyLastingContainerSaysWhetherItIsWell(String name, JsonNode container) {
		boolean says = container.has("build") ? Dockerfile.of(container).has("HEALTHCHECK")
				: container.path("healthcheck").has("test");

		assertThat(says).isTrue();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("containers")
	void everyForeignImageHasItsVersion(String name, JsonNode container) {
		if (!container.has("build")) {
			assertThat(container.path("image").asString()).matches(".+:v?[0-9].*");
		}
	}

	static Stream<Object[]> containers() {
		return FILE.services().map((service) -> new Object[] { service.getKey(), service.getValue() });
	}

	static Stream<Object[]> lastingContainers() {
		return containers().filter((service) -> !service[0].equals("secrets"));
	}

}
