package dev.gatehouse.gateway.limits;

import java.util.List;

/**
 * What a node tells of one lease. Numbers of requests since the lease began, and so good
 * to be told twice.
 *
 * @param lease whose report it is
 * @param terms by which the rest is meant
 * @param settled used or given back
 * @param returned given back
 * @param granted as the store last said
 * @param hold how many the node would have from now on; {@link #NOTHING}: it only asks
 * @param used where the limit stood without what was leased, as the store last said
 * @param most that may have been granted, if all reports came through
 * @param moved how far the limit moved since the store last answered
 * @param credit used without a lease
 * @param debtMicros what that comes to for a rate
 */
record Report(Lease lease, Terms terms, long settled, long returned, long granted, long hold, long used, long most,
		long moved, long credit, long debtMicros) {

	/** To be held: not even a record of it. */
	static final long NOTHING = -1;

	/** How many {@link #addTo} adds. */
	static final int ARGUMENTS = 13;

	/** Adds this as exchange.lua reads it. */
	void addTo(List<String> arguments, long now) {
		arguments.add(this.lease.id());
		arguments.add(this.terms.isRate() ? "1" : "0");
		arguments.add(Double.toString(this.terms.unit()));
		arguments.add(Double.toString(this.terms.span()));
		arguments.add(Long.toString(this.settled));
		arguments.add(Long.toString(this.returned));
		arguments.add(Long.toString(this.granted));
		arguments.add(Long.toString(this.hold));
		arguments.add(Long.toString(this.used));
		arguments.add(Long.toString(this.most));
		arguments.add(Long.toString(this.moved));
		arguments.add(Long.toString(this.debtMicros));
		arguments.add(Long.toString(this.lease.keptMillis(now)));
	}

	/** Returns whether the store may have granted so much. */
	boolean isPossible(long granted) {
		return granted >= this.settled && granted <= this.most;
	}

}
