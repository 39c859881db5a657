package dev.gatehouse.gateway;

import java.util.concurrent.CountDownLatch;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/** Event loops that have something to do, and do nothing else until this is closed. */
public final class BusyLoops implements AutoCloseable {

	private volatile boolean over;

	/** Returns when all of them are busy. */
	public BusyLoops(EventLoopGroup loops) throws InterruptedException {
		for (EventExecutor loop : loops) {
			CountDownLatch busy = new CountDownLatch(1);
			loop.execute(() -> {
				busy.countDown();
				while (!this.over) {
					continue;
				}
			});
			busy.await();
		}
	}

	@Override
	public void close() {
		this.over = true;
	}

}
