package dev.gatehouse.gateway.revocation;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what an operator must know of revocations: each change with who made
 * it, and one line when something else changes. Belongs to the thread that keeps them.
 */
final class RevocationsLog {

	private static final Logger logger = LoggerFactory.getLogger(RevocationsLog.class);

	private static final int MOST_LINES = 20;

	/** Which of both was said last: that the store works, or that it does not. */
	private @Nullable Boolean inStep;

	private boolean unwritable;

	private boolean deaf;

	/** An operator changed something here. */
	void changed(Outcome outcome, String source) {
		logger.info("{}, from {}{}", outcome.entry(), source, switch (outcome.store()) {
			case REACHABLE -> "; the other gateways are told";
			case AWAY -> "; the store is away, and the other gateways do not know it yet";
			case NONE -> "";
		});
	}

	/** Others have changed something. */
	void learned(List<Revocation> entries) {
		entries.stream().limit(MOST_LINES).forEach((entry) -> logger.info("told by the store: {}", entry));
		if (entries.size() > MOST_LINES) {
			logger.info("told by the store: {} more", entries.size() - MOST_LINES);
		}
	}

	void unreadable(String name) {
		logger.error("the store holds an entry under {} that is none; it is ignored", name.replaceAll("[^!-~]", "?"));
	}

	void restored(int entries) {
		logger.info("{} entries of revocations were kept on disk", entries);
	}

	void forgetful() {
		logger.warn("revocations end with this gateway: neither {} nor gatehouse.store is set", RevocationsFile.KEY);
	}

	void inStep(int entries) {
		if (!Boolean.TRUE.equals(this.inStep)) {
			logger.info("revocations are shared by way of the store: {} entries", entries);
		}
		this.inStep = true;
	}

	/** The store fails. */
	void away(Throwable reason, boolean known) {
		if (!Boolean.FALSE.equals(this.inStep)) {
			if (known) {
				logger.warn("the store of revocations fails, and what was last known stays in force: {}",
						reason.getMessage());
			}
			else {
				logger.error(
						"the store of revocations fails and none were kept on disk, so no token can be decided: {}",
						reason.getMessage());
			}
		}
		this.inStep = false;
	}

	/** The store's pushes are listened to, or cannot be. */
	void deaf(@Nullable Exception failure) {
		if (failure != null && !this.deaf) {
			logger.warn("the store's pushes cannot be heard, and others' revocations come half a second later: {}",
					failure.getMessage());
		}
		this.deaf = (failure != null);
	}

	/** The file was written, or could not be. */
	void kept(@Nullable Exception failure) {
		if (failure != null && !this.unwritable) {
			logger.error("revocations cannot be kept on disk: {}", failure.toString());
		}
		this.unwritable = (failure != null);
	}

}
