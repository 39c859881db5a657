package dev.gatehouse.service.contract;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service has exactly the operations of its contract. Each service extends this once,
 * as a {@code ServiceTest}.
 */
public abstract class ContractTests {

	private final Contract contract;

	protected ContractTests(String name) {
		this(Contract.named(name));
	}

	protected ContractTests(Contract contract) {
		this.contract = contract;
	}

	@Test
	void handlersAndOperationsAreTheSame(
			@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
		assertThat(this.contract.operations()).isNotEmpty();
		assertThat(Coverage.gaps(this.contract, handlers)).isEmpty();
	}

}
