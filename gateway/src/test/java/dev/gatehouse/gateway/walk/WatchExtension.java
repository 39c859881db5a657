package dev.gatehouse.gateway.walk;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds in every walk, whatever it is about: no event loop is blocked, no buffer
 * leaks, and no token reaches the log.
 */
public final class WatchExtension implements BeforeAllCallback, AfterAllCallback {

	private static final List<String> BLOCKED = new CopyOnWriteArrayList<>();

	/** What every signed token begins with: <code>{"</code> in base64url. */
	private static final String TOKEN = "eyJ";

	static {
		BlockHound.builder()
			.loadIntegrations()
			// Under load Netty gives threads more room, for which they wait for one
			// another a moment.
			.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines")
			// A loop that ends waits a moment for those who are just waking it.
			.allowBlockingCallsInside("io.netty.channel.uring.IoUringIoHandler", "closeWakeupGate")
			// The first calls after a circuit was open wait until one of them has written
			// down that it is half open.
			.allowBlockingCallsInside(
					"io.github.resilience4j.circuitbreaker.internal.CircuitBreakerStateMachine$OpenState",
					"toHalfOpenState")
			.blockingMethodCallback((method) -> {
				BlockingOperationError error = new BlockingOperationError(method);
				StringWriter trace = new StringWriter();
				error.printStackTrace(new PrintWriter(trace));
				BLOCKED.add(trace.toString());
				throw error;
			})
			.install();
	}

	/**
	 * Begins to watch event loops, at the latest now. Threads that wait already when it
	 * begins may be taken for blocked, so it has to be before there are any.
	 */
	public static void begin() {
		// Done as this class was loaded.
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
		KeptLog.forget();
		BLOCKED.clear();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		assertThat(BLOCKED).as("blocking calls on an event loop").isEmpty();
		assertThat(leaks()).as("leaked buffers").isEmpty();
		assertThat(KeptLog.lines()).as("log").noneMatch((line) -> line.contains(TOKEN));
	}

	/**
	 * Leaks one buffer on purpose: when its report is there, so are those of all that
	 * leaked before it.
	 */
	private static List<String> leaks() {
		String canary = "canary " + UUID.randomUUID();
		leak(canary);
		Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
			System.gc();
			ByteBufAllocator.DEFAULT.buffer().release();
			return reports().stream().anyMatch((report) -> report.contains(canary));
		});
		return reports().stream().filter((report) -> !report.contains(canary)).toList();
	}

	private static void leak(String hint) {
		ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer();
		buffer.touch(hint);
	}

	private static List<String> reports() {
		return KeptLog.lines().stream().filter((line) -> line.contains("LEAK:")).toList();
	}

}
