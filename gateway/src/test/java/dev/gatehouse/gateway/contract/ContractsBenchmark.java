package dev.gatehouse.gateway.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.yaml.YamlNode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find a path's operation among few and among many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class ContractsBenchmark {

	/** How many operations there are, half of them with a parameter. */
	@Param({ "20", "2000" })
	public int operations;

	private Contracts contracts;

	private String[] paths;

	private int turn;

	/** Reads a contract of so many operations. */
	@Setup
	public void read() throws IOException {
		StringBuilder text = new StringBuilder("""
				openapi: 3.1.1
				components:
				  securitySchemes:
				    bank: {type: oauth2, flows: {clientCredentials: {scopes: {a: a}}}}
				security: [{bank: [a]}]
				paths:
				""");
		this.paths = new String[this.operations];
		for (int i = 0; i < this.operations; i++) {
			String path = "/v1/resource" + i / 2 + ((i % 2 == 0) ? "" : "/{id}");
			text.append("  %s: {get: {operationId: o%d}}\n".formatted(path, i));
			this.paths[i] = path.replace("{id}", "0b9e1c1e-5f0a-4a53-9a53-6f1f2f3a4b5c");
		}
		Path file = Files.createTempFile("contract", ".yaml");
		try {
			this.contracts = new Contracts();
			this.contracts.add("many", YamlNode.read(Files.writeString(file, text)));
		}
		finally {
			Files.delete(file);
		}
	}

	/** Finds one operation, another each time. */
	@Benchmark
	public Object find() {
		this.turn = (this.turn + 1) % this.paths.length;
		return this.contracts.find("GET", this.paths[this.turn]);
	}

}
