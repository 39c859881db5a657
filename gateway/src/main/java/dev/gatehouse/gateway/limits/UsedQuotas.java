package dev.gatehouse.gateway.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where quotas stand of which this node has no lease, as it last heard. So a request that
 * cannot wait for the store is held to what is left, and a store that has lost its memory
 * is told.
 */
final class UsedQuotas {

	/** What is known of what was never heard of. */
	static final Used NOTHING = new Used(0, 0, 0);

	private final ConcurrentMap<String, Used> quotas = new ConcurrentHashMap<>();

	/**
	 * Where one stands.
	 *
	 * @param value requests that all nodes had used or leased
	 * @param requests those without what was leased and not used
	 * @param ends when its period does, by this node's monotonic clock
	 */
	record Used(long value, long requests, long ends) {
	}

	/**
	 * Nothing is remembered of one that is not used. What a store says that has lost its
	 * memory is less than what is known.
	 */
	void remember(QuotaLease lease) {
		long value = lease.value() + lease.untold();
		if (value > 0) {
			this.quotas.merge(lease.key(), new Used(value, lease.used(), lease.ends()),
					(before, now) -> (now.requests() >= before.requests()) ? now : before);
		}
	}

	/** Returns where it stands, which its new lease remembers from now on. */
	Used takeOver(String key) {
		Used used = this.quotas.remove(key);
		return (used != null) ? used : NOTHING;
	}

	/** Forgets those whose periods are over. */
	void sweep(long now) {
		this.quotas.values().removeIf((used) -> now - used.ends() >= 0);
	}

	int size() {
		return this.quotas.size();
	}

}
