package dev.gatehouse.gateway.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.partner.Caller;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.token.TokenFindings;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What the holder of a token is told about a call. Whose token cannot be verified is told
 * that and why, and nothing of any partner.
 */
final class Explanation {

	private final Passage call;

	private final @Nullable Refusal refusal;

	private final @Nullable TokenFindings findings;

	Explanation(Passage call) {
		this.call = call;
		this.refusal = call.refusal();
		this.findings = (this.refusal != null && Check.failed(call, this.refusal).isOfToken())
				? new TokenFindings(this.refusal) : null;
	}

	/** Returns the members of the answer. */
	Map<String, @Nullable Object> members(Limits limits, Partners partners) {
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		members.put("verdict", (this.refusal != null) ? "refused" : "allowed");
		if (this.refusal != null) {
			members.put("refusal", refusal(this.refusal));
		}
		members.put("checks", checks());
		Jwt token = verified();
		Operation operation = this.call.operation();
		if (token != null && operation != null) {
			members.put("operation", operation(operation));
			members.put("scopes", scopes(operation));
			members.put("token", TokenFacts.of(token));
			// Seen with the token, if it must be bound to one of them.
			members.put("certificate", null);
			members.put("proof", this.call.proof());
		}
		Caller caller = this.call.caller();
		if (caller != null) {
			members.put("partner", caller.partner().client());
			members.put("limits", limits.standing(caller.partner()));
			members.put("hints", hints(caller.partner(), partners));
		}
		return members;
	}

	/** What nobody is refused for, and is better known. */
	private static List<Map<String, Object>> hints(Partner partner, Partners partners) {
		return partners.fetchesTooManyTokens(partner) ? List.of(Map.of("hint", "token-per-call", "detail",
				"%d new tokens in the last minute: keep each until it ends.".formatted(partners.freshTokens(partner))))
				: List.of();
	}

	/**
	 * Returns the token that the rooms accepted, or refused although its issuer signed
	 * it.
	 */
	@Nullable Jwt verified() {
		return (this.findings != null) ? this.findings.verified() : this.call.token();
	}

	private static Map<String, Object> refusal(Refusal refusal) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("problem", refusal.problem().id());
		members.put("status", refusal.problem().status());
		members.put("reason", refusal.reason());
		members.put("detail", refusal.detail());
		if (refusal.check() != null) {
			members.put("failedCheck", refusal.check());
		}
		return members;
	}

	private List<Map<String, Object>> checks() {
		int end = end();
		List<Map<String, Object>> checks = new ArrayList<>();
		for (Check check : Check.ALL) {
			Map<String, Object> members = new LinkedHashMap<>();
			members.put("room", check.room());
			members.put("check", check.name());
			members.put("result", result(check, end));
			if (this.refusal != null && Check.ALL.indexOf(check) == end) {
				members.putAll(refusal(this.refusal));
			}
			checks.add(members);
		}
		return checks;
	}

	/**
	 * Where the walk ended: at the check that failed, or behind the last that was asked.
	 */
	private int end() {
		if (this.refusal != null) {
			return Check.ALL.indexOf(Check.failed(this.call, this.refusal));
		}
		Operation operation = this.call.operation();
		return (operation != null && operation.isOwn()) ? 2 : Check.ALL.size();
	}

	private String result(Check check, int end) {
		int place = Check.ALL.indexOf(check);
		if (place == end && this.refusal != null) {
			return "failed";
		}
		boolean asked = this.findings == null || !check.isOfToken() || this.findings.passed(check.name());
		return (place < end && asked) ? "passed" : "not-reached";
	}

	private static Map<String, Object> operation(Operation operation) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("api", operation.api());
		members.put("id", operation.id());
		members.put("method", operation.method());
		members.put("path", operation.path());
		return members;
	}

	private Map<String, Object> scopes(Operation operation) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("needed", operation.scopes());
		Caller caller = this.call.caller();
		if (caller != null) {
			members.put("held", new TreeSet<>(caller.scopes()));
			TreeSet<String> capped = new TreeSet<>(caller.scopes());
			capped.removeAll(caller.partner().scopes());
			members.put("capped", capped);
		}
		return members;
	}

}
