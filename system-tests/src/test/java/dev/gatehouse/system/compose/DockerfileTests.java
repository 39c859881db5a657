package dev.gatehouse.system.compose;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every image of the bank promises without an engine. */
class DockerfileTests {

	private static final List<String> JAVA = List.of("gateway", "accounts-service", "loans-service", "cards-service");

	@Test
	void buildStagesAreTheSameSoThatTheirLayersAreBuiltOnce() {
		assertThat(images().map(Dockerfile::buildStage).distinct()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("javaImages")
	void javaImagesRunOnTheRuntimeAndAreLayered(Dockerfile image) {
		assertThat(image.base()).isEqualTo("eclipse-temurin:25-jre");
		assertThat(image.instructions()).filteredOn((line) -> line.startsWith("COPY --from=build")).hasSize(4);
	}

	@Test
	void gatewayRunsWithTheFlagsThatItsCacheWasTrainedWith() {
		Dockerfile gateway = Dockerfile.at("gateway/Dockerfile");
		String words = gateway.last("ENTRYPOINT", "").replaceAll("[\\[\\]\",]", "");

		assertThat(words).startsWith("java -XX:AOTCache=gateway.aot ");
		assertThat(gateway.instructions())
			.filteredOn((line) -> line.startsWith("RUN java -cp /trainer ")
					&& line.endsWith(words.replace(" -XX:AOTCache=gateway.aot", "")))
			.hasSize(1);
	}

	@Test
	void gatewaysBeansAreDecidedBeforeItsCacheIsTrained() {
		assertThat(Dockerfile.at("gateway/Dockerfile").instructions())
			.containsSubsequence("COPY --from=build-beans /layers/gateway/application/ ./", "FROM gateway AS trained");
		assertThat(Repository.read("deploy/docker/gateway.jvm").lines()).contains("-Dspring.aot.enabled=true",
				"-Dgatehouse.warm-up.until=2700ms");
	}

	@ParameterizedTest
	@MethodSource("images")
	void theProcessItselfGetsTheSignalToStop(Dockerfile image) {
		assertThat(image.last("ENTRYPOINT", "")).startsWith("[\"");
	}

	@ParameterizedTest
	@MethodSource("images")
	void noImageStartsAsRoot(Dockerfile image) {
		assertThat(image.user()).matches("[1-9][0-9]*(:[1-9][0-9]*)?");
	}

	@ParameterizedTest
	@MethodSource("images")
	void healthIsAskedWithWhatTheBaseImageHas(Dockerfile image) {
		assertThat(image.last("HEALTHCHECK", "")).contains("healthcheck").doesNotContain("curl", "wget");
	}

	@Test
	void theBuildContextHoldsNoSecretAndNoBuildOutput() {
		List<String> rules = Repository.read(".dockerignore")
			.lines()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.toList();

		assertThat(rules).first().isEqualTo("*");
		assertThat(rules.subList(1, rules.size())).allMatch((rule) -> rule
			.matches("!([a-z-]+/)?(pom\\.xml|src/main|bank-realm\\.json|keycloak\\.conf|docker|apis)"));
	}

	static Stream<Dockerfile> javaImages() {
		return JAVA.stream().map((module) -> Dockerfile.at(module + "/Dockerfile"));
	}

	static Stream<Dockerfile> images() {
		return Stream.concat(javaImages(), Stream.of(Dockerfile.at("keycloak/Dockerfile")));
	}

}
