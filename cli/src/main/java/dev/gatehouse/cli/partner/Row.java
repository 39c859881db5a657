package dev.gatehouse.cli.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A partner as the registry and Keycloak have it.
 *
 * @param partner the entry; empty: there is a client alone
 * @param client the client; empty: there is an entry alone
 * @param lastSeen when it last called; empty: not known
 * @param freshTokens how many of its tokens were new in the last minute; empty: not known
 * @param wrong what is wrong, each as a clause
 */
record Row(Optional<RegisteredPartner> partner, Optional<PartnerClient> client, Optional<String> lastSeen,
		Optional<Long> freshTokens, List<String> wrong) {

	static final List<String> TITLES = List.of("CLIENT", "STATUS", "PLAN", "SCOPES", "SECRET", "LAST SEEN", "WRONG");

	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	/** As many as the gateway's own {@code explain} hints at. */
	private static final long MANY_TOKENS = 20;

	Row {
		wrong = List.copyOf(wrong);
	}

	String name() {
		return this.partner.map(RegisteredPartner::client).orElseGet(() -> this.client.orElseThrow().clientId());
	}

	List<String> cells(Instant now) {
		return List.of(name(), status(), this.partner.map(RegisteredPartner::plan).orElse("-"),
				String.join(" ", this.partner.map(RegisteredPartner::scopes).orElse(List.of())), secret(now),
				this.lastSeen.map((time) -> time.replaceAll("\\.\\d+", "")).orElse("-"),
				this.wrong.isEmpty() ? "-" : String.join("; ", this.wrong));
	}

	/** What nobody is refused for, and is better known. */
	Optional<String> hint() {
		return this.freshTokens.filter((tokens) -> tokens >= MANY_TOKENS)
			.map((tokens) -> name() + " seems to fetch a token for each call: " + tokens
					+ " new ones in the last minute. It should keep each until it ends.");
	}

	private String status() {
		return this.partner.map(RegisteredPartner::status).orElse("unregistered");
	}

	/** How old the secret is, and how much longer the one before it is good. */
	String secret(Instant now) {
		String age = this.client.flatMap(PartnerClient::secretSince)
			.map((since) -> words(Duration.between(since, now)))
			.orElse("-");
		return age
				+ oldSecretUntil(now).map((until) -> ", old one for " + words(Duration.between(now, until))).orElse("");
	}

	private Optional<Instant> oldSecretUntil(Instant now) {
		return this.client.flatMap(PartnerClient::oldSecretUntil).filter(now::isBefore);
	}

	private static String words(Duration duration) {
		if (duration.toHours() >= 48) {
			return duration.toDays() + "d";
		}
		return (duration.toMinutes() >= 120) ? duration.toHours() + "h" : Math.max(0, duration.toMinutes()) + "min";
	}

	/** JSON in ASCII: what others wrote cannot steer the terminal. */
	static String text(JsonNode json) {
		return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
	}

	ObjectNode json(Instant now) {
		ObjectNode json = JSON.createObjectNode();
		json.put("client", name()).put("status", status());
		this.partner.ifPresent((entry) -> {
			json.put("name", entry.name()).put("plan", entry.plan());
			entry.scopes().forEach(json.putArray("scopes")::add);
			entry.networks().forEach(json.putArray("networks")::add);
			json.put("binding", entry.binding()).put("contact", entry.contact());
		});
		json.put("secretSince", this.client.flatMap(PartnerClient::secretSince).map(Instant::toString).orElse(null));
		json.put("oldSecretUntil", oldSecretUntil(now).map(Instant::toString).orElse(null));
		json.put("lastSeen", this.lastSeen.orElse(null));
		json.put("freshTokens", this.freshTokens.orElse(null));
		json.put("hint", hint().isPresent() ? "token-per-call" : null);
		this.wrong.forEach(json.putArray("wrong")::add);
		return json;
	}

}
