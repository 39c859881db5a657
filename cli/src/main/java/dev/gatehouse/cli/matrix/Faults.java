package dev.gatehouse.cli.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.gatehouse.cli.matrix.Fault.Kind;
import dev.gatehouse.cli.matrix.Operation.Guard;

/** Finds what {@code --check} complains about. */
final class Faults {

	private final Policy policy;

	private final Set<String> needed;

	private final List<Fault> faults = new ArrayList<>();

	private Faults(Policy policy) {
		this.policy = policy;
		this.needed = policy.needed();
	}

	/** All of them: of the contracts, of the registry, of the realm, in their order. */
	static List<Fault> of(Policy policy) {
		Faults found = new Faults(policy);
		policy.operations().forEach(found::operation);
		policy.partners().values().forEach(found::ceiling);
		Realm realm = policy.realm();
		if (realm != null) {
			found.faults.addAll(new RealmFaults(policy, realm).find());
		}
		return List.copyOf(found.faults);
	}

	private void operation(Operation operation) {
		if (operation.guard() == Guard.NONE) {
			add(Kind.OPEN_OPERATION, operation.place(), operation + " is open: it asks for no token");
		}
		else if (operation.guard() == Guard.TOKEN) {
			add(Kind.SCOPE_LESS_OPERATION, operation.place(), operation + " needs no scope: any token opens it");
		}
		else if (noPartner((partner) -> partner.active() && partner.holds(operation))) {
			add(Kind.UNREACHABLE_OPERATION, operation.place(),
					operation + " is unreachable: no active partner's ceiling holds " + operation.scope());
		}
		else if (noPartner((partner) -> Matrix.verdict(this.policy, partner, operation) == Verdict.ALLOWED)) {
			add(Kind.UNREACHABLE_OPERATION, operation.place(),
					operation + " is unreachable: no active partner whose ceiling holds " + operation.scope()
							+ " gets a token for it that the gateway takes");
		}
	}

	private boolean noPartner(Predicate<Partner> condition) {
		return this.policy.partners().values().stream().noneMatch(condition);
	}

	private void ceiling(Partner partner) {
		partner.ceiling().forEach((scope, place) -> {
			if (!this.needed.contains(scope)) {
				add(Kind.UNNEEDED_SCOPE, place,
						"the ceiling of " + partner.client() + " holds " + scope + ", which no operation needs");
			}
		});
	}

	private void add(Kind kind, Place place, String sentence) {
		this.faults.add(new Fault(kind, place, sentence));
	}

}
