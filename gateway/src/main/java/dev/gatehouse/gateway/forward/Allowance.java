package dev.gatehouse.gateway.forward;

import java.util.concurrent.atomic.AtomicInteger;

import reactor.netty.resources.ConnectionProvider;

/**
 * How many connections one lane may have to one address: some of its own, so that its
 * requests never wait for another lane, and beyond them what the lanes have in common, so
 * that one may have most when it has most to do.
 */
final class Allowance implements ConnectionProvider.AllocationStrategy<Allowance> {

	private final int own;

	private final AtomicInteger common;

	private final int most;

	private int granted;

	/**
	 * Creates the allowance of one lane.
	 * @param own connections that nobody else may have
	 * @param common what is left of those that the lanes share
	 */
	Allowance(int own, AtomicInteger common) {
		this.own = own;
		this.common = common;
		this.most = own + common.get();
	}

	/** A pool takes a copy; it has one address, as this does. */
	@Override
	public Allowance copy() {
		return this;
	}

	@Override
	public synchronized int estimatePermitCount() {
		return Math.max(0, this.own - this.granted) + this.common.get();
	}

	@Override
	public synchronized int getPermits(int desired) {
		for (int i = 0; i < desired; i++) {
			if (!takeOne()) {
				return i;
			}
		}
		return Math.max(0, desired);
	}

	private boolean takeOne() {
		if (this.granted >= this.own && this.common.getAndUpdate((left) -> Math.max(0, left - 1)) == 0) {
			return false;
		}
		this.granted++;
		return true;
	}

	@Override
	public synchronized int permitGranted() {
		return this.granted;
	}

	@Override
	public int permitMinimum() {
		return 0;
	}

	@Override
	public int permitMaximum() {
		return this.most;
	}

	@Override
	public synchronized void returnPermits(int returned) {
		for (int i = 0; i < returned; i++) {
			if (this.granted > this.own) {
				this.common.incrementAndGet();
			}
			this.granted--;
		}
	}

}
