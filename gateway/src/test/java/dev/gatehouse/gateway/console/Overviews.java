package dev.gatehouse.gateway.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.console.Overview.Curves;
import dev.gatehouse.gateway.console.Overview.Node;
import dev.gatehouse.gateway.console.Overview.OperationRow;
import dev.gatehouse.gateway.console.Overview.PartRow;
import dev.gatehouse.gateway.console.Overview.PartnerRow;
import dev.gatehouse.gateway.console.Overview.Rates;
import dev.gatehouse.gateway.console.Overview.RefusalRow;
import dev.gatehouse.gateway.console.Overview.UpstreamRow;
import dev.gatehouse.gateway.limits.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Boards that tests show: one of a usual day, an empty one, and one of everything at its
 * longest.
 */
final class Overviews {

	private static final Rates QUIET = new Rates(0, 0, 0, 0, null, null, null);

	private Overviews() {
	}

	/** A day with some trouble. */
	static Overview busy() {
		List<Rates> points = new ArrayList<>();
		for (int i = 0; i < History.POINTS; i++) {
			double wave = 220 + 60 * Math.sin(i / 14.0) + (i * 37 % 23);
			boolean trouble = i > 120 && i < 138;
			points.add(new Rates(trouble ? wave * 0.6 : wave, 6 + i * 13 % 7, trouble ? wave * 0.3 : 0.1, 0.4,
					3.1 + i * 7 % 5 * 0.1, 11.0 + (trouble ? 180 : i * 11 % 9), 28.0 + (trouble ? 420 : i * 17 % 31)));
		}
		List<PartnerRow> partners = List.of(
				new PartnerRow("acme-treasury", 41_236, 12, 3, 1, standing("standard", 0.41, 0.62, 7)),
				new PartnerRow("globex-lending", 22_871, 310, 0, 0, standing("standard", 1, 0.87, 20)),
				new PartnerRow("initech-cards", 9_120, 0, 41, 2, standing("gold", 0.05, 0.31, 1)),
				new PartnerRow("hooli-office", 812, 0, 0, 0, new Standing("unlimited", null, null, null)),
				new PartnerRow("unknown", 604, 604, 0, 0, null), new PartnerRow("umbrella-frozen", 17, 17, 0, 0, null));
		List<OperationRow> operations = List.of(
				operation("accounts", "listAccounts", "GET /v1/accounts", 31_022, 210, 3, 2.9),
				operation("accounts", "getAccount", "GET /v1/accounts/{accountId}", 18_244, 55, 0, 3.4),
				operation("loans", "applyForLoan", "POST /v1/loans", 9_020, 90, 0, 12.7),
				operation("cards", "blockCard", "POST /v1/cards/{cardId}/block", 1_201, 0, 41, 31.2),
				operation("none", "none", "", 604, 604, 0, 0.2),
				operation("loans", "getSchedule", "GET /v1/loans/{loanId}/schedule", 0, 0, 0, null));
		List<UpstreamRow> services = List.of(new UpstreamRow("accounts", "closed", 0.0, 0, 4, 49_266, 3, 2.7),
				new UpstreamRow("cards", "open", 61.5, 812, 0, 1_242, 41, 212.4),
				new UpstreamRow("loans", "half open", null, 3, 1, 9_020, 0, 11.0));
		return new Overview("2026-11-21T20:15:00Z", node(214), points.getLast(),
				new Curves(History.STEP, History.POINTS, points), 312.4, operations, partners, 8,
				List.of(new RefusalRow("rate-limited", 310, "globex-lending", 310),
						new RefusalRow("unknown-key", 410, "unknown", 410),
						new RefusalRow("expired", 206, "unknown", 194),
						new RefusalRow("insufficient-scope", 12, "acme-treasury", 12)),
				services, parts("reachable"), facts(41));
	}

	/** Nothing has happened yet. */
	static Overview empty() {
		List<OperationRow> operations = List
			.of(operation("accounts", "listAccounts", "GET /v1/accounts", 0, 0, 0, null));
		return new Overview("2026-11-21T20:15:00Z", node(4), QUIET, new Curves(History.STEP, History.POINTS, List.of()),
				1.2, operations, List.of(), 0, List.of(),
				List.of(new UpstreamRow("accounts", "closed", null, 0, 0, 0, 0, null)), parts("reachable"), facts(2));
	}

	/** Nothing has happened but this. */
	static Overview with(String fact, double value) {
		Overview empty = empty();
		empty.facts().put(fact, value);
		return empty;
	}

	/** Everything at its longest. */
	static Overview full() {
		List<PartnerRow> partners = new ArrayList<>();
		List<OperationRow> operations = new ArrayList<>();
		List<RefusalRow> refusals = new ArrayList<>();
		for (int i = 0; i < Tables.LONGEST; i++) {
			String name = "a-very-long-name-of-a-partner-that-goes-up-to-sixty-three-" + (100 + i);
			partners.add(new PartnerRow(name, 987_654_321 - i, 123_456_789, 12_345_678, 9,
					standing("the-plan-with-the-longest-name-of-all", 0.999, 1, 2000)));
			refusals.add(new RefusalRow("a-reason-that-is-as-long-as-any-" + i, 87_654_321 - i, name, 7_654_321));
		}
		for (int i = 0; i < Tables.OPERATIONS; i++) {
			operations.add(operation("api-with-a-name-of-32-characters", "anOperationWithAVeryLongIdentifier" + i,
					"DELETE /v1/accounts/{accountId}/standing-orders/{standingOrderId}/occurrences/{occurrenceId}",
					987_654_321, 1_234_567, 99, 1234.5));
		}
		return new Overview("2026-11-21T20:15:00Z", node(100_000),
				new Rates(123_456.789, 9_876.5, 1_234.5, 12.3, 12_345.6, 123_456.7, 999_999.9),
				new Curves(History.STEP, History.POINTS, List.of(QUIET, QUIET)), 329.9, operations, partners, 99_980,
				refusals, busy().upstreams(), parts("away"), facts(86_399));
	}

	private static Node node(int registered) {
		return new Node("1.0.0", "2026-11-20T08:00:00Z", 130_500, 181_403_648L, 536_870_912L, 0.231, registered);
	}

	private static Standing standing(String plan, double rate, double quota, long taken) {
		return new Standing(plan, new Standing.Rate(100, Math.round(100 * (1 - rate)), 2),
				new Standing.Quota(1_000_000, "day", Math.round(1_000_000 * (1 - quota)), 13_500),
				new Standing.Places(20, Math.max(0, 20 - taken)));
	}

	private static OperationRow operation(String api, String id, String call, double requests, double refused,
			double failed, @Nullable Double p50) {
		return new OperationRow(api, id, call, requests, refused, failed, 0, p50,
				(p50 != null) ? (Double) (p50 * 3.2) : null, (p50 != null) ? (Double) (p50 * 9.7) : null);
	}

	private static List<PartRow> parts(String store) {
		return List.of(new PartRow("cutoffs", "UP", Map.of("issuer", "reachable")),
				new PartRow("keys", "UP", Map.of("keys", 2, "issuer", "reachable")),
				new PartRow("limitStore", "UP", Map.of("store", store, "nodes", 3)),
				new PartRow("livenessState", "UP", Map.of()), new PartRow("readinessState", "UP", Map.of()),
				new PartRow("revocations", "UP", Map.of("revocations", 3, "store", store, "ageSeconds", 0.31)));
	}

	private static Map<String, @Nullable Double> facts(double age) {
		Map<String, @Nullable Double> facts = new LinkedHashMap<>();
		facts.put("keysAgeSeconds", age);
		facts.put("keyFetchFailures", 1.0);
		facts.put("tokensRemembered", 412.0);
		facts.put("tokenCacheHits", 91_234.0);
		facts.put("tokenCacheMisses", 812.0);
		facts.put("auditRecords", 1_291_220.0);
		facts.put("auditDropped", 0.0);
		facts.put("auditUp", 1.0);
		facts.put("registryStale", 0.0);
		facts.put("revocations", 3.0);
		facts.put("limitStoreUp", 1.0);
		facts.put("certificateExpirySeconds", null);
		facts.put("managementRefused", 0.0);
		return facts;
	}

}
