package dev.gatehouse.gateway.validation;

import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.contract.Place;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ValidationSettings.class)
class ValidationConfiguration {

	@Bean
	Validation validation(Contracts contracts, ValidationSettings settings, MeterRegistry meters) {
		settings.checkNames(contracts.apis());
		Map<String, RulesReader> readers = new HashMap<>();
		Map<Operation, OperationRules> rules = new HashMap<>();
		for (Operation operation : contracts.operations()) {
			Mode mode = settings.mode(operation.api());
			if (mode != Mode.OFF) {
				Place place = contracts.place(operation);
				rules.put(operation,
						readers
							.computeIfAbsent(operation.api(),
									(api) -> new RulesReader(new Schemas(api, place.contract()),
											new Watch(api, mode, meters, System::nanoTime)))
							.read(operation, place));
			}
		}
		return new Validation(rules, BodySpace.ofHeap());
	}

}
