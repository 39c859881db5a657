package dev.gatehouse.gateway.limits;

import java.util.List;

/**
 * What a node tells of one lease. Numbers of requests since the lease began, and so good
 * to be told twice.
 *
 * @param lease whose report it is
 * @param settled used or given back
 * @param returned given back
 * @param granted as the store last said
 * @param hold how many the node would have from now on
 * @param moved how far the limit moved since the store last answered
 * @param credit used without a lease
 * @param debtMicros what that comes to for a rate
 */
record Report(Lease lease, long settled, long returned, long granted, long hold, long moved, long credit,
		long debtMicros) {

	/** How many {@link #addTo} adds. */
	static final int ARGUMENTS = 13;

	/** Adds this as exchange.lua reads it. */
	void addTo(List<String> arguments, long now) {
		Lease.Terms terms = this.lease.terms();
		arguments.add(this.lease.id());
		arguments.add(terms.isRate() ? "1" : "0");
		arguments.add(Double.toString(terms.unit()));
		arguments.add(Double.toString(terms.span()));
		arguments.add(Long.toString(this.settled));
		arguments.add(Long.toString(this.returned));
		arguments.add(Long.toString(this.granted));
		arguments.add(Long.toString(this.hold));
		arguments.add(Long.toString(this.lease.used()));
		arguments.add(Long.toString(this.lease.born()));
		arguments.add(Long.toString(this.moved));
		arguments.add(Long.toString(this.debtMicros));
		arguments.add(Long.toString(this.lease.keptMillis(now)));
	}

}
