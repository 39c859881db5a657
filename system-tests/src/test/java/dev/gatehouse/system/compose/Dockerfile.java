package dev.gatehouse.system.compose;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** A Dockerfile of this repository, one instruction a line. */
record Dockerfile(String file, List<String> instructions) {

	static Dockerfile of(JsonNode container) {
		return at(container.path("build").path("dockerfile").asString());
	}

	static Dockerfile at(String file) {
		String joined = Repository.read(file).replaceAll("\\\\\\R\\s*", "");
		return new Dockerfile(file, joined.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).toList());
	}

	/** Who the container runs as: the last USER, root without one. */
	String user() {
		return last("USER", "root");
	}

	/** The image that the last stage stands on, with other stages between or without. */
	String base() {
		String base = last("FROM", "");
		Optional<String> below = below(base);
		while (below.isPresent()) {
			base = below.get();
			below = below(base);
		}
		return base;
	}

	private Optional<String> below(String stage) {
		return this.instructions.stream()
			.filter((line) -> line.startsWith("FROM ") && line.endsWith(" AS " + stage))
			.map((line) -> line.substring("FROM ".length(), line.length() - " AS ".length() - stage.length()))
			.findFirst();
	}

	String last(String instruction, String absent) {
		return this.instructions.stream()
			.filter((line) -> line.startsWith(instruction + " "))
			.map((line) -> line.substring(instruction.length()).strip())
			.reduce(absent, (earlier, later) -> later);
	}

	boolean has(String instruction) {
		return this.instructions.stream().anyMatch((line) -> line.startsWith(instruction + " "));
	}

	/** The first stage. */
	List<String> buildStage() {
		int length = 1;
		while (!this.instructions.get(length).startsWith("FROM ")) {
			length++;
		}
		return this.instructions.subList(0, length);
	}

	@Override
	public String toString() {
		return this.file;
	}

}
