package dev.gatehouse.cli.matrix;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.gatehouse.cli.matrix.Operation.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Every client beside every operation. A verdict is the first reason that a call would
 * meet: first what concerns the whole client, then the scope.
 */
final class Matrix {

	private final Policy policy;

	private final List<Subject> subjects;

	private Matrix(Policy policy, List<Subject> subjects) {
		this.policy = policy;
		this.subjects = List.copyOf(subjects);
	}

	/**
	 * All partners in the registry's order, and behind them whoever else could get a
	 * token that opens something.
	 */
	static Matrix of(Policy policy) {
		Realm realm = policy.realm();
		Stream<Subject> partners = policy.partners()
			.values()
			.stream()
			.map((partner) -> new Subject(partner.client(), partner,
					(realm != null) ? realm.client(partner.client()) : null));
		return new Matrix(policy, Stream.concat(partners, strangers(policy, realm)).toList());
	}

	private static Stream<Subject> strangers(Policy policy, @Nullable Realm realm) {
		if (realm == null) {
			return Stream.of();
		}
		Set<String> needed = policy.needed();
		return realm.clients()
			.values()
			.stream()
			.filter((client) -> !policy.partners().containsKey(client.id()) && client.getsTokens())
			.filter((client) -> client.scopes()
				.keySet()
				.stream()
				.anyMatch((scope) -> needed.contains(scope) && realm.gives(client, scope)))
			.map((client) -> new Subject(client.id(), null, client));
	}

	/** The same with these clients alone. */
	Matrix only(Predicate<String> clients) {
		return new Matrix(this.policy, this.subjects.stream().filter((subject) -> clients.test(subject.id())).toList());
	}

	List<Subject> subjects() {
		return this.subjects;
	}

	List<Operation> operations() {
		return this.policy.operations();
	}

	Verdict verdict(Subject subject, Operation operation) {
		if (operation.guard() != Guard.SCOPES) {
			return (operation.guard() == Guard.NONE) ? Verdict.OPEN : Verdict.SCOPE_LESS;
		}
		Partner partner = subject.partner();
		return (partner != null) ? verdict(this.policy, partner, operation) : Verdict.NOT_REGISTERED;
	}

	/** What becomes of a partner's call of an operation that needs a scope. */
	static Verdict verdict(Policy policy, Partner partner, Operation operation) {
		if (!partner.active()) {
			return Verdict.SUSPENDED;
		}
		Realm realm = policy.realm();
		if (realm == null) {
			return partner.holds(operation) ? Verdict.ALLOWED : Verdict.NOT_IN_CEILING;
		}
		Client client = realm.client(partner.client());
		Verdict refusal = new ClientCheck(realm, policy.audience()).refusal(partner);
		if (client == null || refusal != null) {
			return (refusal != null) ? refusal : Verdict.CLIENT_MISSING;
		}
		if (realm.gives(client, operation)) {
			return partner.holds(operation) ? Verdict.ALLOWED : Verdict.ABOVE_CEILING;
		}
		return partner.holds(operation) ? Verdict.NOT_IN_KEYCLOAK : Verdict.NOT_IN_CEILING;
	}

}
