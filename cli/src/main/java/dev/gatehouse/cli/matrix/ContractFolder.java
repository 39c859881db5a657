package dev.gatehouse.cli.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.cli.terminal.Complaint;

/** All contracts of a folder, one API each, named after its file. */
final class ContractFolder {

	private static final String OWN = "gateway";

	private ContractFolder() {
	}

	/**
	 * Reads the operations of all contracts.
	 * @param folder the folder
	 * @param name how complaints call it
	 * @throws Complaint if one of them is not a contract
	 */
	static List<Operation> read(Path folder, String name) {
		List<Path> files = files(folder, name);
		if (files.isEmpty()) {
			throw Node.fault(Place.of(name), "holds no contract");
		}
		List<Operation> operations = new ArrayList<>();
		for (Path path : files) {
			SourceFile file = new SourceFile(path, name + "/" + path.getFileName());
			operations.addAll(new ContractFile(api(file), file.yaml()).read());
		}
		PathCheck.check(operations);
		return operations;
	}

	private static List<Path> files(Path folder, String name) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.(yaml|yml|json)")).sorted().toList();
		}
		catch (IOException ex) {
			throw Node.fault(Place.of(name), "is not a folder that can be read");
		}
	}

	private static String api(SourceFile file) {
		String api = file.path().getFileName().toString().replaceFirst("\\.[a-z]+$", "");
		if (!api.matches("[a-z][a-z0-9-]{0,31}") || api.equals(OWN)) {
			throw Node.fault(Place.of(file.name()),
					"an API's name is lower-case letters, digits and '-', and not '" + OWN + "'");
		}
		return api;
	}

}
