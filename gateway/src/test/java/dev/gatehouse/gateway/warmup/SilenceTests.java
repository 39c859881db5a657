package dev.gatehouse.gateway.warmup;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SilenceTests {

	private static final Logger logger = LoggerFactory.getLogger(SilenceTests.class);

	@Test
	void keepsTheGroupAndItsThreadsThreadsOutOfTheLog(CapturedOutput output) throws InterruptedException {
		try (Silence silence = new Silence("tests")) {
			run(silence.group(), () -> {
				logger.warn("one of the group");
				runIn(new ThreadGroup("tests-inner"), "one of a group within");
			});
			logger.warn("somebody else");
		}

		assertThat(output.getAll()).contains("somebody else").doesNotContain("group");
	}

	@Test
	void isOverWhenItIsClosed(CapturedOutput output) throws InterruptedException {
		Silence silence = new Silence("tests");
		silence.close();

		run(silence.group(), () -> logger.warn("one of the group"));

		assertThat(output.getAll()).contains("one of the group");
	}

	@Test
	void whoCountsLinesDoesNotKnowOfIt() throws InterruptedException {
		List<String> counted = new CopyOnWriteArrayList<>();
		TurboFilter count = new TurboFilter() {

			@Override
			public FilterReply decide(@Nullable Marker marker, ch.qos.logback.classic.Logger asked, Level level,
					@Nullable String format, Object @Nullable [] arguments, @Nullable Throwable error) {
				if (asked == logger) {
					counted.add(String.valueOf(format));
				}
				return FilterReply.NEUTRAL;
			}

		};
		LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
		log.addTurboFilter(count);
		try (Silence silence = new Silence("tests")) {
			run(silence.group(), () -> logger.warn("one of the group"));
			logger.warn("somebody else");
		}
		finally {
			log.getTurboFilterList().remove(count);
		}

		assertThat(counted).containsExactly("somebody else");
	}

	private static void runIn(ThreadGroup group, String said) {
		try {
			run(group, () -> logger.warn(said));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void run(ThreadGroup group, Runnable work) throws InterruptedException {
		Thread thread = new Thread(group, work);
		thread.start();
		thread.join();
	}

}
