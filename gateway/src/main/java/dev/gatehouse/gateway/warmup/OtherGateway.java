package dev.gatehouse.gateway.warmup;

import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.bootstrap.LoggingSystemShutdownListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** The application as a process has it once, beside the one that this process is for. */
final class OtherGateway {

	private OtherGateway() {
	}

	/** Starts it. */
	static ConfigurableApplicationContext start(Class<?> application, Map<String, Object> settings) {
		SpringApplication other = new SpringApplication(application);
		// It is found by the main method that a thread comes from, and this one has none.
		other.setMainApplicationClass(application);
		other.setEnvironment(new StageEnvironment(settings));
		other.addInitializers((context) -> context.addBeanFactoryPostProcessor(OtherGateway::leaveTheProcessAlone));
		other.addInitializers((context) -> context.getBeanFactory()
			.registerSingleton(LoggingApplicationListener.LOGGING_SYSTEM_BEAN_NAME,
					LoggingSystem.get(OtherGateway.class.getClassLoader())));
		other.setListeners(other.getListeners().stream().filter((listener) -> !setsUpTheLog(listener)).toList());
		// What no call needs is not made.
		other.setLazyInitialization(true);
		other.setBannerMode(Banner.Mode.OFF);
		other.setLogStartupInfo(false);
		other.setRegisterShutdownHook(false);
		return other.run();
	}

	private static boolean setsUpTheLog(ApplicationListener<?> listener) {
		return listener instanceof LoggingApplicationListener || listener instanceof LoggingSystemShutdownListener;
	}

	/**
	 * Takes out the management port, whose context would read the machine's settings, the
	 * count of what is logged, which the log would keep for ever, and the end of the
	 * event loops, which are the real gateway's. No setting can: which beans there are is
	 * decided when the image is built.
	 */
	private static void leaveTheProcessAlone(ConfigurableListableBeanFactory beans) {
		BeanDefinitionRegistry definitions = (BeanDefinitionRegistry) beans;
		definitions.removeBeanDefinition("childManagementContextInitializer");
		definitions.removeBeanDefinition("logbackMetrics");
		definitions.removeBeanDefinition("reactorResourceFactory");
		definitions.registerBeanDefinition("reactorResourceFactory",
				new RootBeanDefinition(ReactorResourceFactory.class, BorrowedLoops::new));
	}

	/** Are used and not ended. */
	private static final class BorrowedLoops extends ReactorResourceFactory {

		@Override
		public void stop() {
		}

	}

}
