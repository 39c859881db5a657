package dev.gatehouse.system.walk;

import java.nio.file.Path;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.containers.ContainersBank;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The bank with Keycloak and PostgreSQL from their images. */
@EnabledIf(value = "dev.gatehouse.system.compose.Engine#answers",
		disabledReason = "no Docker Engine answers on this machine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersBankTests extends BankWalk {

	private final ContainersBank bank;

	ContainersBankTests(@TempDir Path folder) {
		this.bank = ContainersBank.start(folder);
	}

	@AfterAll
	void stop() {
		this.bank.close();
	}

	@Override
	Bank bank() {
		return this.bank;
	}

}
