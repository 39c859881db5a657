package dev.gatehouse.gateway.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import dev.gatehouse.gateway.FreePort;
import dev.gatehouse.gateway.partner.RegisteredPartners;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A gateway that is told nothing takes itself for the only one. */
class LimitSettingsTests {

	@Test
	void thereIsOneGatewayUnlessMoreAreNamed() {
		assertThat(settings(Map.of()).gateways()).isEqualTo(1);
		assertThat(settings(Map.of("gatehouse.limits.gateways", "4")).gateways()).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1000 })
	void numberOfGatewaysIsTaken(int gateways) {
		assertThat(new LimitSettings(gateways).gateways()).isEqualTo(gateways);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 1001, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void anyOtherNumberIsRefused(int gateways) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new LimitSettings(gateways))
			.withMessage("gatehouse.limits.gateways: must be 1 to 1000");
	}

	@Test
	void gatewayThatHasNotFoundTheStoreGoesByIt(@TempDir Path folder) throws IOException {
		StoreSettings nowhere = new StoreSettings("redis://127.0.0.1:" + FreePort.find());
		try (SharedCounts counts = new LimitsConfiguration().sharedCounts(nowhere, new LimitSettings(4),
				RegisteredPartners.of(folder, "acme"), new SimpleMeterRegistry())) {
			assertThat(counts).isNotNull().extracting(SharedCounts::nodes).isEqualTo(4);
		}
	}

	private static LimitSettings settings(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.limits",
				LimitSettings.class);
	}

}
