package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * The contracts and the registry as they stand in the repository: what the bank promises,
 * read without its own code.
 */
public final class Contract {

	private static final Path ROOT = root();

	private Contract() {
	}

	/** An operation and the scope it needs. */
	public record Operation(String api, String id, String method, String path, String scope) {
	}

	/** Every operation of every contract. */
	public static List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		for (String api : List.of("accounts", "loans", "cards")) {
			child(yaml("apis/" + api + ".yaml"), "paths").forEach((path, item) -> map(item)
				.forEach((method, operation) -> operations.add(operation(api, path, method, map(operation)))));
		}
		return operations;
	}

	private static Operation operation(String api, String path, String method, Map<String, Object> operation) {
		Map<String, Object> requirement = map(list(required(operation.get("security"))).getFirst());
		String scope = String.valueOf(list(required(requirement.get("bank"))).getFirst());
		return new Operation(api, String.valueOf(operation.get("operationId")), method.toUpperCase(Locale.ROOT), path,
				scope);
	}

	/** The scopes of a partner's ceiling; empty for one that is suspended. */
	public static Set<String> ceiling(String client) {
		Map<String, Object> partner = map(required(child(yaml("partners.yaml"), "partners").get(client)));
		return "active".equals(partner.get("status"))
				? Set.copyOf(list(required(partner.get("scopes"))).stream().map(String::valueOf).toList()) : Set.of();
	}

	/** Whether a client is a partner whose tokens must be bound to a key (RFC 9449). */
	public static boolean isBoundToAKey(String client) {
		Object partner = child(yaml("partners.yaml"), "partners").get(client);
		return partner != null && "dpop".equals(map(partner).get("binding"));
	}

	/** The clients of the registry. */
	public static Set<String> clients() {
		return child(yaml("partners.yaml"), "partners").keySet();
	}

	/** Those whose plain tokens are taken. */
	public static List<String> plainClients() {
		Map<String, Object> partners = child(yaml("partners.yaml"), "partners");
		return partners.keySet()
			.stream()
			.filter((client) -> "none".equals(child(partners, client).getOrDefault("binding", "none")))
			.toList();
	}

	/** The folder of the repository. */
	public static Path repository() {
		return ROOT;
	}

	private static Map<String, Object> yaml(String file) {
		try {
			return map(new Yaml().load(Files.readString(ROOT.resolve(file))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Object> child(Map<String, Object> parent, String name) {
		return map(required(parent.get(name)));
	}

	private static Object required(@Nullable Object node) {
		return Objects.requireNonNull(node);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object node) {
		return (Map<String, Object>) node;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(Object node) {
		return (List<Object>) node;
	}

	private static Path root() {
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			if (Files.exists(folder.resolve("docker-compose.yml"))) {
				return folder;
			}
		}
		throw new IllegalStateException("no docker-compose.yml above " + Path.of("").toAbsolutePath());
	}

}
