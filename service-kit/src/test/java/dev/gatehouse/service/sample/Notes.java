package dev.gatehouse.service.sample;

import java.nio.file.Path;
import java.util.Map;

import dev.gatehouse.service.contract.Contract;
import dev.gatehouse.service.contract.ContractClient;

/** The sample service from outside. */
public final class Notes {

	static final Map<String, Object> SETTINGS = Map.of("spring.application.name", "sample-service",
			"gatehouse.storage.schema", "sample", "spring.flyway.locations", "classpath:db/kit,classpath:db/sample");

	private Notes() {
	}

	public static Contract contract() {
		return Contract.read(Path.of("src/test/resources/sample.yaml"));
	}

	public static ContractClient client(int port) {
		return ContractClient.of(contract(), port).asStranger();
	}

	/** A note that costs ten and a half. */
	public static String note(String text) {
		return "{\"text\":\"" + text + "\",\"price\":{\"amount\":\"10.50\",\"currency\":\"EUR\"}}";
	}

}
