package dev.gatehouse.gateway;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the versions that are on the class path above those with known holes. What a jar
 * contains of others, by its Maven description, is looked at too.
 */
class VersionFloorTests {

	/** name-1.2.3.jar, name-1.2.3.Final-linux-x86_64.jar */
	private static final Pattern JAR = Pattern
		.compile("(?<name>[A-Za-z][A-Za-z0-9_.-]*?)-(?<version>\\d+\\.\\d+.*)\\.jar");

	private static final List<Artifact> ARTIFACTS = new ArrayList<>();

	@BeforeAll
	static void readClassPath() throws IOException {
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
			Matcher jar = JAR.matcher(new File(entry).getName());
			if (jar.matches()) {
				ARTIFACTS.add(new Artifact(jar.group("name"), jar.group("version")));
				ARTIFACTS.addAll(described(new File(entry)));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "netty-(?!tcnative).*, 4.2.18", "reactor-netty-.*, 1.3.8",
			"spring-cloud-(starter-)?gateway-server-webflux, 5.0.3", "nimbus-jose-jwt, 10.0.2",
			"spring-security-(core|config|web|oauth2-.*), 7.1", "spring-boot(-.*)?, 4.1" })
	@Checks("A-169")
	void everyJarIsAtTheFloorOrAbove(String name, String floor) {
		List<Artifact> found = ARTIFACTS.stream().filter((artifact) -> artifact.name().matches(name)).toList();
		assertThat(found).isNotEmpty().allMatch((artifact) -> isAtLeast(artifact.version(), floor));
	}

	@Test
	void nettyIsThereInAllItsParts() {
		assertThat(ARTIFACTS).extracting(Artifact::name)
			.contains("netty-common", "netty-codec-http", "netty-codec-http2", "netty-handler",
					"netty-transport-native-epoll", "netty-transport-native-io_uring");
	}

	@ParameterizedTest
	@CsvSource({ "4.2.17.Final, 4.2.18, false", "4.2.18.Final, 4.2.18, true", "4.2.18.Final-linux-x86_64, 4.2.18, true",
			"4.10.0.Final, 4.2.18, true", "4.1.118.Final, 4.2.18, false", "10.0.1, 10.0.2, false",
			"10.0.10, 10.0.2, true", "7.0.9, 7.1, false", "7.1.0, 7.1, true", "8.0, 7.1, true", "4.0.99, 4.1, false" })
	void versionsAreComparedByNumber(String version, String floor, boolean isAtLeast) {
		assertThat(isAtLeast(version, floor)).isEqualTo(isAtLeast);
	}

	private static boolean isAtLeast(String version, String floor) {
		return Arrays.compare(numbers(version), numbers(floor)) >= 0;
	}

	private static int[] numbers(String version) {
		Matcher leading = Pattern.compile("\\d+(\\.\\d+)*").matcher(version);
		assertThat(leading.lookingAt()).as(version).isTrue();
		return Arrays.stream(leading.group().split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
	}

	private static List<Artifact> described(File file) throws IOException {
		List<Artifact> found = new ArrayList<>();
		try (JarFile jar = new JarFile(file)) {
			for (JarEntry entry : jar.stream().filter((e) -> e.getName().endsWith("/pom.properties")).toList()) {
				Properties description = new Properties();
				try (InputStream content = jar.getInputStream(entry)) {
					description.load(content);
				}
				found.add(new Artifact(description.getProperty("artifactId", "?"),
						description.getProperty("version", "?")));
			}
		}
		return found;
	}

	private record Artifact(String name, String version) {
	}

}
