package dev.gatehouse.service.test;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One PostgreSQL a test JVM, started when first needed, gone with the JVM. */
final class SharedDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Holder.SHARED.describeTo(context);
	}

	private static final class Holder {

		private static final BreakablePostgres SHARED = BreakablePostgres.create();

		static {
			SHARED.start();
		}

	}

}
