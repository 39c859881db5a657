package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.gateway.contract.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found is counted always, and logged now and then where it is only reported. */
class WatchTests {

	private static final Operation OPERATION = new Operation("things", "addThing", "POST", "/v1/things", List.of("a"),
			Set.of());

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AtomicLong nanos = new AtomicLong();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		logger().addAppender(this.log);
	}

	@AfterEach
	void listenNoMore() {
		logger().detachAppender(this.log);
	}

	@Test
	void enforcedApiRefuses() {
		Watch watch = watch(Mode.ENFORCE);
		assertThat(watch.refuses(OPERATION, "r-1", findings())).isTrue();
		assertThat(count("enforce")).isEqualTo(2);
		assertThat(this.log.list).isEmpty();
	}

	@Test
	void reportedApiCountsAndLogs() {
		Watch watch = watch(Mode.REPORT);
		assertThat(watch.refuses(OPERATION, "r-1", findings())).isFalse();
		assertThat(count("report")).isEqualTo(2);
		assertThat(this.log.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains("r-1", "things addThing", "/a", "required", "query/b", "type");
	}

	@Test
	void logHasOneLineASecond() {
		Watch watch = watch(Mode.REPORT);
		for (int i = 0; i < 1000; i++) {
			watch.refuses(OPERATION, "r-" + i, findings());
		}
		assertThat(this.log.list).hasSize(1);
		this.nanos.addAndGet(1_000_000_000);
		watch.refuses(OPERATION, "r-x", findings());
		watch.refuses(OPERATION, "r-y", findings());
		assertThat(this.log.list).hasSize(2);
		assertThat(count("report")).isEqualTo(2 * 1002);
	}

	@Test
	void counterIsThereBeforeAnythingIsFound() {
		watch(Mode.REPORT);
		assertThat(count("report")).isZero();
	}

	private Watch watch(Mode mode) {
		return new Watch("things", mode, this.meters, this.nanos::get);
	}

	private double count(String mode) {
		return this.meters.get("gatehouse.validation.findings")
			.tag("api", "things")
			.tag("mode", mode)
			.counter()
			.count();
	}

	private static Findings findings() {
		Findings findings = new Findings();
		findings.add("/a", "required");
		findings.add("query/b", "type");
		return findings;
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(Watch.class);
	}

}
