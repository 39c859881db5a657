package dev.gatehouse.gateway.warmup;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Starts another gateway in this JVM before the real one, calls it for a while and ends
 * it. What a JVM runs for the first time is interpreted, and hundreds of calls go by
 * before it is compiled: these need not be partners' calls. The other gateway is the same
 * application with the same checks, and shares nothing with the real one but code: it has
 * a {@link Stage} of its own, reads no setting of the machine's, and listens at the
 * loopback address alone.
 */
public final class WarmUp {

	private static final String KEY = "gatehouse.warm-up";

	private static final String VARIABLE = "GATEHOUSE_WARMUP";

	private static final Duration LONGEST = Duration.ofSeconds(10);

	private static final org.slf4j.Logger logger = LoggerFactory.getLogger(WarmUp.class);

	private final Duration time;

	private int calls;

	private @Nullable Throwable failure;

	private WarmUp(Duration time) {
		this.time = time;
	}

	/**
	 * Returns what this process is told: by a variable of its environment or, without
	 * one, by a property of its JVM. It comes before Spring, which reads all other
	 * settings.
	 * @throws InvalidSetting if that is no time
	 */
	public static WarmUp ofThisProcess() {
		String variable = System.getenv(VARIABLE);
		return of((variable != null) ? variable : System.getProperty(KEY));
	}

	/** Returns one whose calls take so long, or that does nothing, for null. */
	static WarmUp of(@Nullable String time) {
		return new WarmUp((time != null) ? parsed(time) : Duration.ZERO);
	}

	private static Duration parsed(String time) {
		String wanted = "must be a time between 0s and " + LONGEST.toSeconds() + "s";
		try {
			Duration parsed = DurationStyle.detectAndParse(time);
			InvalidSetting.check(!parsed.isNegative() && parsed.compareTo(LONGEST) <= 0, KEY, wanted);
			return parsed;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSetting(KEY, wanted);
		}
	}

	/**
	 * Does it, and returns when the other gateway has ended. It logs nothing, and one
	 * that fails is no reason not to start.
	 */
	public void run(Class<?> application) {
		if (this.time.isZero()) {
			return;
		}
		// Spring Boot sets some, and keeps those that it finds.
		Properties before = (Properties) System.getProperties().clone();
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
		root.setLevel(Level.OFF);
		try (Stage stage = new Stage()) {
			this.calls = play(application, stage);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException | RuntimeException | Error ex) {
			this.failure = ex;
		}
		finally {
			System.setProperties(before);
			root.setLevel(level);
		}
	}

	private int play(Class<?> application, Stage stage) throws IOException, InterruptedException {
		SpringApplication other = new SpringApplication(application);
		other.setEnvironment(new StageEnvironment(stage.settings()));
		other.addInitializers((context) -> context.addBeanFactoryPostProcessor(WarmUp::leaveOutManagement));
		// What no call needs is not made.
		other.setLazyInitialization(true);
		other.setLogStartupInfo(false);
		other.setRegisterShutdownHook(false);
		try (ConfigurableApplicationContext context = other.run()) {
			// Otherwise the first call would have it made, and all that it needs, on an
			// event loop.
			context.getBean(HttpHandler.class);
			return stage.play(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
					this.time);
		}
	}

	/**
	 * The management port has a context of its own, which would read the machine's
	 * settings. It cannot be left out by a setting: which beans there are is decided when
	 * the image is built.
	 */
	private static void leaveOutManagement(ConfigurableListableBeanFactory beans) {
		((BeanDefinitionRegistry) beans).removeBeanDefinition("childManagementContextInitializer");
	}

	/** Returns how many calls the other gateway has answered. */
	int calls() {
		return this.calls;
	}

	/** Says what came of it. There is no log before the real gateway's. */
	public void log() {
		if (this.failure != null) {
			logger.warn("the warm-up failed", this.failure);
		}
		else if (this.calls > 0) {
			logger.info("warmed up by {} calls in {} ms", this.calls, this.time.toMillis());
		}
	}

}
