package dev.gatehouse.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Load at a rate of its own, from the command line: {@code URL TOKENS RATE SECONDS
 * CONNECTIONS WARM_URL WARM_SECONDS WINDOW_SECONDS RISE_SECONDS}. It first warms itself
 * up at {@code WARM_URL}, which may be another server so that the one under test stays
 * cold, then prints what it measured as one line of JSON.
 */
public final class OpenLoop {

	private OpenLoop() {
	}

	/** Takes what stands above, in that order. */
	public static void main(String[] arguments) throws IOException {
		URI url = URI.create(arguments[0]);
		List<String> tokens = Files.readAllLines(Path.of(arguments[1]));
		double rate = Double.parseDouble(arguments[2]);
		int connections = Integer.parseInt(arguments[4]);
		URI warm = URI.create(arguments[5]);
		long window = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[7]));
		boolean epoll = Epoll.isAvailable();
		IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		try (EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, handlers)) {
			Class<? extends Channel> channel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
			run(loops, channel, warm, tokens, schedule(rate, 0), Double.parseDouble(arguments[6]), connections, window);
			System.out.println(run(loops, channel, url, tokens, schedule(rate, Double.parseDouble(arguments[8])),
					Double.parseDouble(arguments[3]), connections, window)
				.json());
		}
	}

	/** Begins in a moment, for the connections to be opened. */
	static Schedule schedule(double rate, double rise) {
		return new Schedule(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200), rate, rise);
	}

	/** Runs once and returns what was measured. */
	static Measured run(EventLoopGroup loops, Class<? extends Channel> channel, URI url, List<String> tokens,
			Schedule schedule, double seconds, int connections, long window) {
		return new Generator(loops.next(), channel, new InetSocketAddress(url.getHost(), url.getPort()),
				new Requests(url, tokens), schedule, schedule.within(seconds), new Measured(schedule.start(), window))
			.run(connections)
			.join();
	}

}
