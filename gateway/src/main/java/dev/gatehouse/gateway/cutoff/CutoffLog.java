package dev.gatehouse.gateway.cutoff;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what an operator must know: one line when something changes, and none
 * while it stays so. Belongs to the thread that asks.
 */
final class CutoffLog {

	private static final Logger logger = LoggerFactory.getLogger(CutoffLog.class);

	private boolean away;

	private boolean unwritable;

	void answered(boolean changed, int clients) {
		if (this.away) {
			logger.info("the issuer says again which tokens it has ended");
		}
		this.away = false;
		if (changed) {
			logger.info("the issuer has ended earlier tokens of {} clients", clients);
		}
	}

	void failed(Exception reason, boolean known) {
		if (!this.away) {
			logger.warn("the issuer does not say which tokens it has ended: {}; {}", reason.toString(),
					known ? "what it said last stays in force" : "no token is taken until it does");
			this.away = true;
		}
		else {
			logger.debug("the issuer does still not say which tokens it has ended: {}", reason.toString());
		}
	}

	void restored(int clients, Duration age) {
		logger.info("what the issuer has ended was kept on disk {} s ago: of {} clients", age.toSeconds(), clients);
	}

	void notRestored(Exception reason) {
		logger.warn("what the issuer had ended cannot be read from disk: {}", reason.toString());
	}

	/** The answer was written to disk, or could not be. */
	void kept(@Nullable Exception failure) {
		if (failure != null && !this.unwritable) {
			logger.warn("what the issuer has ended cannot be kept on disk: {}", failure.toString());
		}
		if (failure == null && this.unwritable) {
			logger.info("what the issuer has ended is kept on disk again");
		}
		this.unwritable = (failure != null);
	}

}
