package dev.gatehouse.gateway.warmup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.LongSupplier;

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
 * Starts another gateway in this JVM before the real one, calls it while there is time
 * and ends it. What a JVM runs for the first time is interpreted, and hundreds of calls
 * go by before it is compiled: these need not be partners' calls. The other gateway is
 * the same application with the same checks, and shares nothing with the real one but
 * code: it has a {@link Stage} of its own, reads no setting of the machine's, and listens
 * at the loopback address alone.
 */
public final class WarmUp {

	private static final String KEY = "gatehouse.warm-up.until";

	private static final String VARIABLE = "GATEHOUSE_WARMUP_UNTIL";

	private static final Duration LONGEST = Duration.ofSeconds(30);

	/** What the other gateway's start takes, in times that the JVM took to come here. */
	private static final double FIRST_START = 3.5;

	/** What the real one's takes of the other's: it runs the same code once more. */
	private static final double SECOND_START = 0.45;

	/** Less time for calls, in ms, is not worth the start of another gateway. */
	private static final long LEAST = 300;

	private static final org.slf4j.Logger logger = LoggerFactory.getLogger(WarmUp.class);

	private final Duration until;

	private final LongSupplier uptime;

	private Duration time = Duration.ZERO;

	private int calls;

	private @Nullable Throwable failure;

	private WarmUp(Duration until, LongSupplier uptime) {
		this.until = until;
		this.uptime = uptime;
	}

	/**
	 * Returns what this process is told: by a variable of its environment or, without
	 * one, by a property of its JVM. It comes before Spring, which reads all other
	 * settings.
	 * @throws InvalidSetting if that is no time
	 */
	public static WarmUp ofThisProcess() {
		String variable = System.getenv(VARIABLE);
		return of((variable != null) ? variable : System.getProperty(KEY),
				() -> ManagementFactory.getRuntimeMXBean().getUptime());
	}

	/**
	 * Returns one that has the real gateway started about so long after the JVM, or that
	 * does nothing, for null.
	 * @param uptime how long the JVM runs, in ms
	 */
	static WarmUp of(@Nullable String until, LongSupplier uptime) {
		return new WarmUp((until != null) ? parsed(until) : Duration.ZERO, uptime);
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
	 * that fails is no reason not to start. Where the time will not do, nothing is done.
	 */
	public void run(Class<?> application) {
		long now = this.uptime.getAsLong();
		long start = Math.round(FIRST_START * now);
		if (timeForCalls(now + start, start) < LEAST) {
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

	/**
	 * Returns how many ms of calls leave the real gateway the time that it needs.
	 * @param now how long the JVM runs when the other gateway has started
	 * @param start how long that took
	 */
	private long timeForCalls(long now, long start) {
		return this.until.toMillis() - now - Math.round(SECOND_START * start);
	}

	private int play(Class<?> application, Stage stage) throws IOException, InterruptedException {
		long before = this.uptime.getAsLong();
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
			List<String> tokens = stage.tokens();
			long now = this.uptime.getAsLong();
			this.time = Duration.ofMillis(Math.max(0, timeForCalls(now, now - before)));
			return stage.play(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class), tokens,
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

	/** Returns for how long it was called. */
	Duration time() {
		return this.time;
	}

	/** Says what came of it. There is no log before the real gateway's. */
	public void log() {
		if (this.failure != null) {
			logger.warn("the warm-up failed", this.failure);
		}
		else if (this.calls > 0) {
			logger.info("warmed up by {} calls in {} ms", this.calls, this.time.toMillis());
		}
		else if (!this.until.isZero()) {
			logger.warn("not warmed up, and first requests are slower: a start takes too long here for {}={}ms", KEY,
					this.until.toMillis());
		}
	}

}
