package dev.gatehouse.cli.matrix;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./gatehouse matrix --check} over this repository: what CI runs. */
class OwnFilesTests {

	private static final Path REPOSITORY = Path.of("..");

	@Test
	void contractsRegistryAndRealmAgree() {
		SmallBank.Run run = SmallBank.run(REPOSITORY, Map.of(), "--check");
		assertThat(run.err()).isEmpty();
		assertThat(run.status()).isZero();
	}

	@Test
	void theTableOfItsPartnersFitsIntoEightyColumns() {
		SmallBank.Run run = SmallBank.run(REPOSITORY, Map.of("COLUMNS", "80"));
		assertThat(run.out().lines()).allMatch((line) -> line.length() <= 80);
		assertThat(run.out().lines().filter((line) -> line.contains("/v1/cards/{cardId}/block"))).hasSize(1);
	}

}
