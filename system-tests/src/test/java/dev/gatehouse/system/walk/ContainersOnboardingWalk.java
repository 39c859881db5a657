package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.compose.ComposeStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator admits and ends a partner of the bank in containers, whose gateway mounts
 * the registry as one file.
 */
final class ContainersOnboardingWalk {

	private static final String CLIENT = "acme-billing";

	private final ComposeStack stack;

	ContainersOnboardingWalk(ComposeStack stack) {
		this.stack = stack;
	}

	/** Other tests find the bank as it was, also if this ends in the middle. */
	void walk() {
		try {
			admitAndEnd();
		}
		catch (RuntimeException | AssertionError ex) {
			this.stack.operator().tryRun("partner", "remove", CLIENT, "--in-place");
			throw ex;
		}
	}

	private void admitAndEnd() {
		String before = registry();
		Partner partner = admitted();
		become(partner, "");
		assertThat(this.stack.operator().run("partner", "list")).contains(CLIENT);
		this.stack.operator().run("partner", "suspend", CLIENT, "--in-place");
		become(partner, "partner-suspended");
		this.stack.operator().run("partner", "resume", CLIENT, "--in-place");
		become(partner, "");
		String token = partner.token("");
		this.stack.operator().run("partner", "remove", CLIENT, "--in-place");
		// The registry tells the gateway, and so does Keycloak: whichever comes first.
		await().atMost(Duration.ofSeconds(5))
			.until(() -> List.of("unknown-partner", "invalid-token").contains(read(token).problem()));
		assertThat(registry()).isEqualTo(before);
	}

	private Partner admitted() {
		String printed = this.stack.operator()
			.run("partner", "add", CLIENT, "--name", "Acme Billing", "--scopes", "accounts:read", "--plan", "standard",
					"--in-place");
		assertThat(printed).contains(this.stack.issuer() + "/protocol/openid-connect/token");
		return new Partner(new KnownSecret(this.stack, KnownSecret.shownIn(printed)), CLIENT);
	}

	private void become(Partner partner, String problem) {
		String token = partner.token("");
		await().atMost(Duration.ofSeconds(5)).until(() -> read(token).problem().equals(problem));
	}

	private Answer read(String token) {
		return Partner.readAt(this.stack.gateway(), token, "/v1/accounts");
	}

	private String registry() {
		try {
			return Files.readString(this.stack.partners());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
