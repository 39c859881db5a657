package dev.gatehouse.gateway.explain;

import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.access.Access;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.token.TokenFindings;

/**
 * One question that the walk asks.
 *
 * @param room which room asks it
 * @param name what is asked
 */
record Check(String room, String name) {

	private static final String TOKEN = "token";

	/** All of them, in the order of the walk. */
	static final List<Check> ALL = Stream
		.of(Stream.of(new Check("entry", "request"), new Check("contract", "operation")),
				TokenFindings.checks().stream().map((name) -> new Check(TOKEN, name)),
				of("partner", "registered", "active", "network", "binding"), of("access", "scope", "ceiling"),
				of("limits", "concurrency", "rate", "quota"))
		.flatMap((checks) -> checks)
		.toList();

	private static Stream<Check> of(String room, String... names) {
		return Stream.of(names).map((name) -> new Check(room, name));
	}

	/** Returns the check at which the call was refused. */
	static Check failed(Passage call, Refusal refusal) {
		return switch (refusal.problem()) {
			case NO_SUCH_OPERATION, METHOD_NOT_ALLOWED -> new Check("contract", "operation");
			case INVALID_TOKEN, IDENTITY_UNAVAILABLE -> (call.token() != null) ? new Check("partner", "binding")
					: new Check(TOKEN, new TokenFindings(refusal).failed());
			// Of proofs: nothing else of a call that nobody makes needs any room.
			case OVERLOADED -> new Check("partner", "binding");
			case UNKNOWN_PARTNER -> new Check("partner", "registered");
			case PARTNER_SUSPENDED -> new Check("partner", "active");
			case NETWORK_NOT_ALLOWED -> new Check("partner", "network");
			case INSUFFICIENT_SCOPE ->
				new Check("access", (refusal.subject() == Access.Lack.TOKEN) ? "scope" : "ceiling");
			case TOO_MANY_AT_ONCE -> new Check("limits", "concurrency");
			case RATE_LIMITED -> new Check("limits", "rate");
			case QUOTA_EXHAUSTED -> new Check("limits", "quota");
			default -> new Check("entry", "request");
		};
	}

	boolean isOfToken() {
		return this.room.equals(TOKEN);
	}

}
