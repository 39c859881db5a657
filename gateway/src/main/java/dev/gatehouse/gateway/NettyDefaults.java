package dev.gatehouse.gateway;

import io.netty.util.ResourceLeakDetector;
import reactor.netty.ReactorNetty;

/**
 * What Netty reads once, before Spring has any settings. What the command line says
 * stays.
 */
final class NettyDefaults {

	private NettyDefaults() {
	}

	static void set() {
		// More loops than cores only take turns.
		setIfAbsent(ReactorNetty.IO_WORKER_COUNT, Integer.toString(Runtime.getRuntime().availableProcessors()));
		// Leaks are looked for in the tests, in every buffer.
		setIfAbsent("io.netty.leakDetection.level", ResourceLeakDetector.Level.DISABLED.name());
		// What these are for: docs/decisions/0029.
		setIfAbsent("io.netty.iouring.acceptMultiShotEnabled", "false");
		setIfAbsent("io.netty.iouring.enterNoIoWaitEnabled", "true");
		setIfAbsent("io.lettuce.core.iouring", "false");
	}

	private static void setIfAbsent(String key, String value) {
		if (System.getProperty(key) == null) {
			System.setProperty(key, value);
		}
	}

}
