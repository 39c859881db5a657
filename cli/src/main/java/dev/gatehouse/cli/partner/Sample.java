package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A call that a partner can make to begin with: it reads, and needs no id. */
final class Sample {

	/** Whoever holds a token may ask this, and is told what it may do. */
	private static final String OTHERWISE = "/v1/explain?method=GET&path=/v1/accounts";

	private Sample() {
	}

	/** Its path, from the contracts in that folder. */
	static String path(Path contracts, List<String> scopes) {
		if (!Files.isDirectory(contracts)) {
			return OTHERWISE;
		}
		try (Stream<Path> files = Files.list(contracts)) {
			return files.filter((file) -> file.toString().endsWith(".yaml"))
				.sorted()
				.flatMap((file) -> paths(file, scopes))
				.findFirst()
				.orElse(OTHERWISE);
		}
		catch (IOException ex) {
			return OTHERWISE;
		}
	}

	private static Stream<String> paths(Path contract, List<String> scopes) {
		try {
			Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(contract));
			return members(member(root, "paths")).filter((path) -> !path.getKey().toString().contains("{"))
				.filter((path) -> isGranted(member(path.getValue(), "get"), scopes))
				.map((path) -> path.getKey().toString());
		}
		catch (IOException | YAMLException ex) {
			return Stream.empty();
		}
	}

	private static boolean isGranted(@Nullable Object operation, List<String> scopes) {
		return items(member(operation, "security"))
			.anyMatch((requirement) -> members(requirement).anyMatch((scheme) -> items(scheme.getValue()).count() > 0
					&& items(scheme.getValue()).allMatch((scope) -> scopes.contains(scope.toString()))));
	}

	private static @Nullable Object member(@Nullable Object owner, String name) {
		return (owner instanceof Map<?, ?> map) ? map.get(name) : null;
	}

	private static Stream<? extends Map.Entry<?, ?>> members(@Nullable Object owner) {
		return (owner instanceof Map<?, ?> map) ? map.entrySet().stream() : Stream.empty();
	}

	private static Stream<?> items(@Nullable Object owner) {
		return (owner instanceof List<?> list) ? list.stream() : Stream.empty();
	}

}
