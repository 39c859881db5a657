package dev.gatehouse.gateway.loop;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollServerSocketChannel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The lazy one above a real epoll, which notes what it is asked for. */
class LazyInterestTests {

	private final List<Integer> submitted = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> read = new LinkedBlockingQueue<>();

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1,
			LazyInterest.of(noting(EpollIoHandler.newFactory())));

	private Socket client;

	/** A connection that is read when somebody asks for it, and not by itself. */
	private Channel server;

	@BeforeEach
	void connect() throws Exception {
		Channel listener = new ServerBootstrap().group(this.loops)
			.channel(EpollServerSocketChannel.class)
			.childOption(ChannelOption.AUTO_READ, false)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(new Reader());
				}

			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.sync()
			.channel();
		InetSocketAddress address = (InetSocketAddress) listener.localAddress();
		this.client = new Socket(address.getAddress(), address.getPort());
		this.server = this.accepted.poll(10, TimeUnit.SECONDS);
	}

	@AfterEach
	void end() throws Exception {
		this.client.close();
		this.loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
	}

	@Test
	void whatIsWantedIsRead() throws Exception {
		this.server.read();
		send("a");
		assertThat(next()).isEqualTo("a");
	}

	@Test
	void bytesThatNobodyWantsWaitUntilSomebodyDoes() throws Exception {
		this.server.read();
		send("a");
		assertThat(next()).isEqualTo("a");
		send("b");
		// It was told of them, and has the kernel stop telling.
		Awaitility.await().until(() -> !isWatchedForReading());
		assertThat(this.read).isEmpty();
		this.server.read();
		assertThat(next()).isEqualTo("b");
	}

	@Test
	void kernelTellsOfUnwantedBytesOnce() throws Exception {
		this.server.read();
		send("a");
		next();
		onLoop();
		int before = this.submitted.size();
		send("b");
		Awaitility.await().until(() -> this.submitted.size() > before);
		send("c");
		for (int i = 0; i < 1000; i++) {
			onLoop();
		}
		assertThat(this.submitted).hasSize(before + 1);
		assertThat(isWatchedForReading()).isFalse();
	}

	@Test
	void readingAgainAndAgainAsksForNothing() throws Exception {
		this.server.read();
		send("0");
		next();
		onLoop();
		int before = this.submitted.size();
		for (int i = 1; i < 100; i++) {
			this.server.read();
			onLoop();
			send(Integer.toString(i));
			assertThat(next()).isEqualTo(Integer.toString(i));
		}
		this.server.eventLoop().submit(() -> {
			this.server.config().setAutoRead(true);
			this.server.config().setAutoRead(false);
		}).sync();
		assertThat(this.submitted).hasSize(before);
	}

	@Test
	void clientThatGoesIsNoticedWhileNobodyReads() throws Exception {
		this.server.read();
		send("a");
		next();
		onLoop();
		this.client.close();
		assertThat(this.server.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void clientThatBreaksOffIsNoticedWhileItsBytesWait() throws Exception {
		this.server.read();
		send("a");
		next();
		send("b");
		Awaitility.await().until(() -> !isWatchedForReading());
		this.client.setSoLinger(true, 0);
		this.client.close();
		assertThat(this.server.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
	}

	/** More than the socket takes: the kernel is asked when it takes more. */
	@Test
	void whatDoesNotFitIsWrittenLater() throws Exception {
		this.server.read();
		send("a");
		next();
		ByteBuf much = this.server.alloc().buffer(20_000_000).writeZero(20_000_000);
		var written = this.server.writeAndFlush(much);
		onLoop();
		assertThat(written.isDone()).isFalse();
		this.client.getInputStream().readNBytes(20_000_000);
		assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(written.isSuccess()).isTrue();
		Awaitility.await().until(() -> (lastSubmitted() & EpollIoOps.EPOLLOUT.value()) == 0);
		this.server.read();
		send("b");
		assertThat(next()).isEqualTo("b");
	}

	private void send(String text) throws IOException {
		OutputStream out = this.client.getOutputStream();
		out.write(text.getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private String next() throws InterruptedException {
		return this.read.poll(10, TimeUnit.SECONDS);
	}

	/** Waits until the loop has done what it has to do now. */
	private void onLoop() throws InterruptedException, ExecutionException, TimeoutException {
		this.server.eventLoop().submit(() -> {
		}).get(10, TimeUnit.SECONDS);
	}

	private boolean isWatchedForReading() {
		return (lastSubmitted() & EpollIoOps.EPOLLIN.value()) != 0;
	}

	private int lastSubmitted() {
		return this.submitted.getLast();
	}

	private IoHandlerFactory noting(IoHandlerFactory epoll) {
		return (executor) -> new Noting(epoll.newHandler(executor));
	}

	/** Notes the connection and what is read of it. */
	private final class Reader extends ChannelInboundHandlerAdapter {

		@Override
		public void channelActive(ChannelHandlerContext context) {
			LazyInterestTests.this.accepted.add(context.channel());
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			ByteBuf bytes = (ByteBuf) message;
			LazyInterestTests.this.read.add(bytes.toString(StandardCharsets.US_ASCII));
			bytes.release();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
			context.close();
		}

	}

	/** Epoll, and what it was asked for, whoever asked. */
	private final class Noting implements IoHandler {

		private final IoHandler epoll;

		Noting(IoHandler epoll) {
			this.epoll = epoll;
		}

		@Override
		public void initialize() {
			this.epoll.initialize();
		}

		@Override
		public int run(IoHandlerContext context) {
			return this.epoll.run(context);
		}

		@Override
		public void prepareToDestroy() {
			this.epoll.prepareToDestroy();
		}

		@Override
		public void destroy() {
			this.epoll.destroy();
		}

		@Override
		public IoRegistration register(IoHandle handle) throws Exception {
			IoRegistration registration = this.epoll.register(handle);
			return new IoRegistration() {

				@Override
				public <T> T attachment() {
					return registration.attachment();
				}

				@Override
				public long submit(IoOps ops) {
					LazyInterestTests.this.submitted.add(((EpollIoOps) ops).value());
					return registration.submit(ops);
				}

				@Override
				public boolean isValid() {
					return registration.isValid();
				}

				@Override
				public boolean cancel() {
					return registration.cancel();
				}

			};
		}

		@Override
		public void wakeup() {
			this.epoll.wakeup();
		}

		@Override
		public boolean isCompatible(Class<? extends IoHandle> type) {
			return this.epoll.isCompatible(type);
		}

	}

}
