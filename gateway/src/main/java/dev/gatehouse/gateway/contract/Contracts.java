package dev.gatehouse.gateway.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** All contracts together: the one table of what exists and what it asks for. */
public final class Contracts {

	private static final String SEGMENT = "(/([A-Za-z0-9._~-]+|\\{[A-Za-z][A-Za-z0-9_]*}))+";

	private final PathIndex index = new PathIndex();

	private final List<Operation> operations = new ArrayList<>();

	private final Map<Operation, Place> places = new HashMap<>();

	Contracts() {
	}

	/**
	 * Reads a folder of contracts.
	 * @throws InvalidSetting if one of them cannot be enforced; it names the file and the
	 * line
	 */
	static Contracts read(Path folder) {
		Contracts contracts = new Contracts();
		List<Path> files = files(folder);
		InvalidSetting.check(!files.isEmpty(), "gatehouse.contracts", "holds no contract: " + folder);
		for (Path file : files) {
			contracts.add(api(file), YamlNode.read(file));
		}
		return contracts;
	}

	private static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.(yaml|yml|json)")).sorted().toList();
		}
		catch (IOException ex) {
			throw new InvalidSetting("gatehouse.contracts", "is not a folder that can be read: " + folder);
		}
	}

	private static String api(Path file) {
		String name = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
		InvalidSetting.check(name.matches("[a-z][a-z0-9-]{0,31}"), file.toString(),
				"an API's name is lower-case letters, digits and '-'");
		InvalidSetting.check(!name.equals(Operation.OWN), file.toString(), "is the name of the gateway's own answers");
		return name;
	}

	void add(String api, YamlNode contract) {
		Map<Operation, YamlNode> read = new ContractReader(api, contract).read();
		Map<String, YamlNode> paths = contract.require("paths").members();
		read.forEach((operation, node) -> add(operation,
				new Place(contract, Objects.requireNonNull(paths.get(operation.path())), node)));
	}

	private void add(Operation operation, Place place) {
		YamlNode node = place.operation();
		if (!operation.path().matches(SEGMENT)) {
			throw node.fault("the path must be literal segments or whole-segment parameters");
		}
		Operation rival = this.index.add(operation);
		if (rival != null) {
			throw node.fault("%s %s and %s %s of %s match one path".formatted(operation.method(), operation.path(),
					rival.method(), rival.path(), rival.api()));
		}
		this.operations.add(operation);
		this.places.put(operation, place);
	}

	/**
	 * Reserves a path for an answer of the gateway's own. No contract may name it, and it
	 * is none of {@link #operations}.
	 * @throws InvalidSetting if a contract does
	 */
	public Operation reserve(String id, String method, String path) {
		Map<String, Operation> rivals = this.index.find(path);
		for (Operation rival : (rivals != null) ? rivals.values() : List.<Operation>of()) {
			InvalidSetting.check(rival.isOwn(), "gatehouse.contracts",
					"%s %s of %s is a path of the gateway's own".formatted(rival.method(), rival.path(), rival.api()));
		}
		Operation own = new Operation(Operation.OWN, id, method, path, List.of(), Set.of());
		this.index.add(own);
		return own;
	}

	/** Returns every operation, in the order of the contracts. */
	public List<Operation> operations() {
		return List.copyOf(this.operations);
	}

	/** Returns where an operation stands in its contract. */
	public Place place(Operation operation) {
		Place place = this.places.get(operation);
		if (place == null) {
			throw new IllegalArgumentException("not an operation of these contracts");
		}
		return place;
	}

	/** Returns the names of all APIs. */
	public Set<String> apis() {
		return Set.copyOf(this.operations.stream().map(Operation::api).toList());
	}

	/**
	 * Returns the operation of a canonical path and a method.
	 * @throws Refusal if there is none
	 */
	public Operation find(String method, String path) {
		Map<String, Operation> found = this.index.find(path);
		if (found == null) {
			throw Refusal.of(Problem.NO_SUCH_OPERATION, "No contract names this path.");
		}
		@Nullable Operation operation = found.get(method);
		if (operation == null) {
			throw Refusal.of(Problem.METHOD_NOT_ALLOWED, "The contract does not name this method.")
				.header("Allow", String.join(", ", found.keySet()))
				.with("allowed", List.copyOf(found.keySet()));
		}
		return operation;
	}

}
