package dev.gatehouse.gateway.revocation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Revocations that were asked for here and that the store is not told of yet. Who asked
 * was told that they are in force: an undoing from before must leave them so.
 */
final class Untold {

	private final Queue<Change> revocations = new ConcurrentLinkedQueue<>();

	/**
	 * Remembers one, before it has its time: an undoing with a later one must find it.
	 */
	void add(Change change) {
		if (change.revokes()) {
			this.revocations.add(change);
		}
	}

	void remove(Change change) {
		this.revocations.remove(change);
	}

	/** Returns what an undoing leaves of them. */
	Revocation on(Revocation undone, long now) throws ManagementProblem {
		Revocation all = undone;
		for (Change since : this.revocations) {
			if (since.subject().equals(undone.subject())) {
				all = since.on(all, now);
			}
		}
		return all;
	}

}
