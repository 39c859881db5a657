package dev.gatehouse.gateway.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Partners for other rooms' tests, read from a registry file as the gateway reads it. */
public final class RegisteredPartners {

	private RegisteredPartners() {
	}

	/**
	 * Registers active partners on an unlimited plan, each with the scope {@code a:read}.
	 */
	public static Partners of(Path folder, String... clients) throws IOException {
		StringBuilder text = new StringBuilder("plans: {free: {}}\npartners:\n");
		for (String client : clients) {
			text.append("  %s: {name: x, status: active, plan: free, scopes: ['a:read']}\n".formatted(client));
		}
		Path file = Files.writeString(folder.resolve("partners.yaml"), text);
		return new Partners(new Registry(file, Set.of(), new SimpleMeterRegistry()),
				new FreshTokens(new SimpleMeterRegistry(), System::nanoTime));
	}

}
