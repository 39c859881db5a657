package dev.gatehouse.benchmarks.load;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;

/**
 * Sends requests when they are due, over a fixed number of connections, one request at a
 * time on each. What is due while all of them wait is sent as soon as one is free, and
 * its time still counts from when it was due. Runs on one event loop, whose timer is as
 * fine as the kernel's: it does not spin, because it shares its cores with what it
 * measures.
 */
final class Generator {

	/** How long answers are waited for when everything is sent. */
	private static final long PATIENCE_SECONDS = 30;

	private final EventLoop loop;

	private final Bootstrap bootstrap;

	private final Requests requests;

	private final Schedule schedule;

	private final long total;

	private final Measured measured;

	private final Set<LoadConnection> open = new HashSet<>();

	private final Deque<LoadConnection> free = new ArrayDeque<>();

	private final CompletableFuture<Measured> end = new CompletableFuture<>();

	private long sent;

	private long done;

	private boolean timed;

	/** All connections wait for answers, and a request is due. */
	private boolean blocked;

	/**
	 * Prepares a run.
	 * @param total how many requests it sends
	 */
	Generator(EventLoop loop, Class<? extends Channel> channel, InetSocketAddress target, Requests requests,
			Schedule schedule, long total, Measured measured) {
		this.loop = loop;
		this.requests = requests;
		this.schedule = schedule;
		this.total = total;
		this.measured = measured;
		this.bootstrap = new Bootstrap().group(loop)
			.channel(channel)
			.remoteAddress(target)
			.option(ChannelOption.TCP_NODELAY, true)
			.handler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel opened) {
					opened.pipeline().addLast(new LoadConnection(Generator.this));
				}
			});
	}

	/** Opens the connections and sends everything. Ends when all answers are there. */
	CompletableFuture<Measured> run(int connections) {
		for (int i = 0; i < connections; i++) {
			open();
		}
		this.loop.execute(this::send);
		long patience = this.schedule.due(this.total) - System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		this.loop.schedule(this::giveUp, patience, TimeUnit.NANOSECONDS);
		return this.end;
	}

	private void open() {
		this.bootstrap.connect().addListener((opened) -> {
			if (!opened.isSuccess() && !this.end.isDone()) {
				this.end.completeExceptionally(opened.cause());
			}
		});
	}

	/** What was not answered by now is as bad as a refusal. */
	private void giveUp() {
		while (this.done < this.total) {
			failed();
		}
	}

	/** Sends what is due, as far as connections are free, and comes back for the next. */
	private void send() {
		long now = System.nanoTime();
		LoadConnection connection = isDue(now) ? this.free.poll() : null;
		while (connection != null) {
			if (!this.blocked) {
				this.measured.sent(this.schedule.due(this.sent), now);
			}
			connection.send(this.requests.get(this.sent), this.schedule.due(this.sent));
			this.sent++;
			now = System.nanoTime();
			connection = isDue(now) ? this.free.poll() : null;
		}
		this.blocked = isDue(now);
		if (!this.timed && this.sent < this.total && !this.blocked) {
			this.timed = true;
			this.loop.schedule(this::wake, this.schedule.due(this.sent) - now, TimeUnit.NANOSECONDS);
		}
	}

	private boolean isDue(long now) {
		return this.sent < this.total && this.schedule.due(this.sent) - now <= 0;
	}

	private void wake() {
		this.timed = false;
		send();
	}

	/** A connection was opened. */
	void opened(LoadConnection connection) {
		this.open.add(connection);
		isFree(connection);
	}

	/** A connection is free: its answer has ended. */
	void isFree(LoadConnection connection) {
		this.free.add(connection);
		send();
	}

	/** A request that was due then has a good answer. */
	void answered(long due) {
		this.measured.answered(due, System.nanoTime());
		done();
	}

	/** A request has another answer, or none. */
	void failed() {
		this.measured.failed();
		done();
	}

	private void done() {
		this.done++;
		if (this.done == this.total) {
			finish();
		}
	}

	private void finish() {
		List.copyOf(this.open).forEach(LoadConnection::close);
		// Not before the connections are closed: then the loop may be gone.
		this.loop.execute(() -> this.end.complete(this.measured));
	}

	/**
	 * A connection has ended; while there is something to send, another takes its place.
	 */
	void ended(LoadConnection connection) {
		this.open.remove(connection);
		this.free.remove(connection);
		if (this.done < this.total && !this.end.isDone()) {
			open();
		}
	}

}
