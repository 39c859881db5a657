package dev.gatehouse.gateway.access;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.partner.Caller;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Token and ceiling must both hold every scope of the operation. */
class AccessTests {

	private static final Operation READ = operation("a:read");

	private static final Operation BOTH = operation("a:read", "a:write");

	@Test
	void scopeInTokenAndCeilingIsAllowed() {
		assertThatCode(() -> Access.check(READ, caller(Set.of("a:read"), Set.of("a:read")))).doesNotThrowAnyException();
		assertThatCode(() -> Access.check(READ, caller(Set.of("a:read", "b"), Set.of("a:read", "c"))))
			.doesNotThrowAnyException();
		assertThatCode(() -> Access.check(BOTH, caller(Set.of("a:write", "a:read"), Set.of("a:read", "a:write"))))
			.doesNotThrowAnyException();
	}

	@Test
	void scopeMissingInTheTokenIsRefused() {
		assertRefused(READ, Set.of(), Set.of("a:read"), "token");
		assertRefused(READ, Set.of("a:write"), Set.of("a:read"), "token");
		assertRefused(BOTH, Set.of("a:read"), Set.of("a:read", "a:write"), "token");
	}

	@Test
	void scopeMissingInTheCeilingIsRefused() {
		assertRefused(READ, Set.of("a:read"), Set.of(), "partner");
		assertRefused(BOTH, Set.of("a:read", "a:write"), Set.of("a:write"), "partner");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A:READ", "a:reader", "a:*", "a", "a:read,b", "SCOPE_a:read" })
	void scopeThatOnlyResemblesIsAnother(String scope) {
		assertRefused(READ, Set.of(scope), Set.of("a:read", scope), "token");
	}

	@Test
	void refusalNamesTheScopesNeeded() {
		Refusal refusal = assertRefused(BOTH, Set.of(), Set.of(), "token");
		assertThat(RefusalParts.members(refusal)).containsEntry("scope", "a:read a:write");
		assertThat(RefusalParts.challenge(refusal)).isEqualTo(
				"realm=\"gatehouse\", error=\"insufficient_scope\", error_description=\"The access token does not grant the scope that is needed.\", scope=\"a:read a:write\"");
	}

	private static Refusal assertRefused(Operation operation, Set<String> token, Set<String> ceiling, String lacking) {
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> Access.check(operation, caller(token, ceiling)));
		assertThat(refusal).isNotNull();
		assertThat(refusal.problem()).isEqualTo(Problem.INSUFFICIENT_SCOPE);
		assertThat(refusal.detail()).startsWith("The " + lacking + " ");
		return refusal;
	}

	private static Operation operation(String... scopes) {
		return new Operation("a", "id", "GET", "/a", List.of(scopes), Set.of());
	}

	private static Caller caller(Set<String> token, Set<String> ceiling) {
		Plan plan = new Plan("free", null, 1, null, null);
		return new Caller(new Partner("acme", true, plan, ceiling, List.of(), Partner.Binding.NONE), token);
	}

}
