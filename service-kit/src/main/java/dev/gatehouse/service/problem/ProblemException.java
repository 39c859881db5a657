package dev.gatehouse.service.problem;

/**
 * Carries a {@link Problem} from where a rule is broken to where it is answered; rolls
 * back the work on its way.
 */
public final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	ProblemException(Problem problem) {
		// A refusal is an answer, not a fault: a stack trace would only cost time.
		super(problem.name(), null, false, false);
		this.problem = problem;
	}

	public Problem problem() {
		return this.problem;
	}

}
