package dev.gatehouse.gateway.warmup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Starts another gateway in this JVM when the real one has everything but its port, calls
 * it while there is time and ends it; then the real one listens. What a JVM runs for the
 * first time is interpreted, and hundreds of calls go by before it is compiled: these
 * need not be partners' calls. The other gateway is the same application with the same
 * checks, and shares nothing with the real one but code and the threads that a process
 * has once: it has a {@link Stage} of its own, reads no setting of the machine's, and
 * listens at the loopback address alone.
 */
public final class WarmUp implements ApplicationContextInitializer<ConfigurableApplicationContext>, SmartLifecycle {

	private static final String KEY = "gatehouse.warm-up.until";

	private static final String VARIABLE = "GATEHOUSE_WARMUP_UNTIL";

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final Duration LONGEST_END = Duration.ofSeconds(5);

	/** What the other gateway's start takes of what led to it: it runs the same code. */
	private static final double SECOND_START = 0.2;

	/** Less time for calls, in ms, is not worth the start of another gateway. */
	private static final long LEAST = 100;

	private static final Logger logger = LoggerFactory.getLogger(WarmUp.class);

	private final Class<?> application;

	private final Duration until;

	private final LongSupplier uptime;

	private volatile Duration time = Duration.ZERO;

	private int calls;

	private @Nullable Thread thread;

	private volatile boolean running;

	private WarmUp(Class<?> application, Duration until, LongSupplier uptime) {
		this.application = application;
		this.until = until;
		this.uptime = uptime;
	}

	/**
	 * Returns what this process is told: by a variable of its environment or, without
	 * one, by a property of its JVM. The latter is what the image has, and Spring would
	 * prefer it.
	 * @throws InvalidSetting if that is no time
	 */
	public static WarmUp ofThisProcess(Class<?> application) {
		String variable = System.getenv(VARIABLE);
		return of(application, (variable != null) ? variable : System.getProperty(KEY),
				() -> ManagementFactory.getRuntimeMXBean().getUptime());
	}

	/**
	 * Returns one that has the real gateway listen so long after the JVM began, or that
	 * does nothing, for null.
	 * @param uptime how long the JVM runs, in ms
	 */
	static WarmUp of(Class<?> application, @Nullable String until, LongSupplier uptime) {
		return new WarmUp(application, (until != null) ? parsed(until) : Duration.ZERO, uptime);
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

	/** Has the real gateway wait for it. */
	@Override
	public void initialize(ConfigurableApplicationContext gateway) {
		if (this.until.isPositive()) {
			gateway.getBeanFactory().registerSingleton("warmUp", this);
		}
	}

	/** Comes last before the real gateway listens. */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
	}

	/**
	 * Does it, and returns when the other gateway has ended. One that fails is no reason
	 * not to start.
	 */
	@Override
	public void start() {
		this.running = true;
		long now = this.uptime.getAsLong();
		if (timeForCalls(now + Math.round(SECOND_START * now)) < LEAST) {
			logTooSlow();
			return;
		}
		FutureTask<Integer> play = new FutureTask<>(this::play);
		Silence silence = new Silence("warm-up");
		this.thread = Thread.ofPlatform().group(silence.group()).name("warm-up").daemon().start(play);
		try {
			this.calls = play.get();
			silence.close();
			if (this.calls > 0) {
				logger.info("warmed up by {} calls in {} ms", this.calls, this.time.toMillis());
			}
			else {
				logTooSlow();
			}
		}
		catch (ExecutionException ex) {
			silence.close();
			logger.warn("the warm-up failed", ex.getCause());
		}
		catch (InterruptedException ex) {
			// So Spring has a start end that waits when the process is told to. What the
			// other gateway says of its end is no news, and what comes next here is not
			// to fail of it.
			play.cancel(true);
		}
	}

	/** Returns how many calls the other gateway has answered. */
	private int play() throws IOException, InterruptedException {
		try (Stage stage = new Stage();
				ConfigurableApplicationContext other = OtherGateway.start(this.application, stage.settings())) {
			// Otherwise the first call would have it made, and all that it needs, on an
			// event loop.
			other.getBean(HttpHandler.class);
			List<String> tokens = stage.tokens();
			int port = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			this.time = Duration.ofMillis(Math.max(0, timeForCalls(this.uptime.getAsLong())));
			return stage.play(port, tokens, this.time);
		}
	}

	private long timeForCalls(long now) {
		return this.until.toMillis() - now;
	}

	private void logTooSlow() {
		logger.warn("not warmed up, and first requests are slower: a start takes too long here for {}={}ms", KEY,
				this.until.toMillis());
	}

	/** Returns how many calls the other gateway has answered. */
	int calls() {
		return this.calls;
	}

	/** Returns for how long it was called. */
	Duration time() {
		return this.time;
	}

	/** Ends before the event loops do, and leaves no files. */
	@Override
	public void stop() {
		this.running = false;
		if (this.thread != null) {
			try {
				this.thread.join(LONGEST_END);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
