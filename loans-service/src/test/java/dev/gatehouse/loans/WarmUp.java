package dev.gatehouse.loans;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/**
 * Makes one call of each kind before the first test: a cold JVM on a busy machine may
 * need longer to load its classes than a request is given for its database.
 */
final class WarmUp implements ApplicationRunner {

	private final Environment environment;

	WarmUp(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		Lender lender = Lender.at(this.environment.getRequiredProperty("local.server.port", Integer.class));
		String loan = AtOnce.decided(() -> lender.apply(Application.consumer())).expect(201).required("Location");
		AtOnce.decided(() -> lender.repay(loan, "1.00")).expect(201);
		AtOnce.decided(() -> lender.show(loan)).expect(200);
		AtOnce.decided(() -> lender.show("/v1/loans")).expect(200);
	}

}
