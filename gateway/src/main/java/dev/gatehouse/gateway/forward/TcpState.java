package dev.gatehouse.gateway.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.uring.IoUringSocketChannel;

/*
 * With io_uring more is done between two looks than with epoll, and what is sent goes out at the end of it. With epoll it cannot
 * be asked: a connection that is given up keeps its number for the one that is made instead, which Netty (4.2.18) then takes to
 * be the one that has ended.
 */
/** What the kernel knows of a connection already, and its event loop maybe not yet. */
final class TcpState {

	/** {@code TCP_ESTABLISHED} of tcp(7), of what {@code TCP_INFO} tells. */
	private static final int ESTABLISHED = 1;

	private TcpState() {
	}

	/**
	 * Returns whether either side has ended the connection, of those of io_uring. Throws
	 * nothing: a pool that asks would stop for ever.
	 */
	static boolean hasEnded(Channel channel) {
		try {
			return channel instanceof IoUringSocketChannel ring && ring.tcpInfo().state() != ESTABLISHED;
		}
		catch (ChannelException ex) {
			return true;
		}
	}

}
