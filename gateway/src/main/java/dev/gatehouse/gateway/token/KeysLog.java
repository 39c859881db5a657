package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what an operator must know of the keys: one line when something
 * changes, and none while it stays so. Belongs to the thread that fetches.
 */
final class KeysLog {

	private static final Logger logger = LoggerFactory.getLogger(KeysLog.class);

	private static final int LONGEST_ID = 64;

	private boolean away;

	private boolean dropped;

	private boolean unwritable;

	/** The issuer gave its keys. */
	void fetched(@Nullable KeySet before, KeySet now) {
		if (this.away) {
			logger.info("the issuer is back");
		}
		this.away = false;
		this.dropped = false;
		List<String> added = ids(now, (key) -> before == null || !before.holds(key));
		List<String> withdrawn = (before != null) ? ids(before, (key) -> !now.holds(key)) : List.of();
		if (!added.isEmpty() || !withdrawn.isEmpty()) {
			logger.info("the issuer's keys changed: {} new, {} withdrawn", added, withdrawn);
		}
	}

	/** The issuer gave no keys. */
	void failed(Exception reason, @Nullable Duration left) {
		if (!this.away) {
			logger.warn("the issuer's keys could not be fetched: {}; {}", reason.toString(), consequence(left));
			this.away = true;
			this.dropped = (left == null);
		}
		else if (left == null && !this.dropped) {
			logger.error("the issuer has been away for too long: {}", consequence(null));
			this.dropped = true;
		}
		else {
			logger.debug("the issuer's keys could still not be fetched: {}", reason.toString());
		}
	}

	private static String consequence(@Nullable Duration left) {
		return (left != null) ? "the last ones are trusted for another " + left.toSeconds() + " s"
				: "no token can be checked until they are there";
	}

	/** A token named a key that is not known, or that has not signed it. */
	void asked(String id) {
		logger.info("the issuer's keys are fetched because a token names the key {}", printable(id));
	}

	void restored(KeySet keys, Duration age) {
		logger.info("the issuer's keys of {} s ago were kept on disk: {}", age.toSeconds(), ids(keys, (key) -> true));
	}

	void notRestored(String reason) {
		logger.warn("the keys that were kept on disk are ignored: {}", reason);
	}

	/** The keys were written to disk, or could not be. */
	void kept(@Nullable Exception failure) {
		if (failure != null && !this.unwritable) {
			logger.warn("the issuer's keys cannot be kept on disk: {}", failure.toString());
		}
		this.unwritable = (failure != null);
	}

	private static List<String> ids(KeySet keys, Predicate<IssuerKey> which) {
		return keys.keys().stream().filter(which).map((key) -> printable(key.id())).sorted().toList();
	}

	/** Whoever chose the id has no say in what a line of the log is. */
	static String printable(String id) {
		String cut = (id.length() > LONGEST_ID) ? id.substring(0, LONGEST_ID) + "..." : id;
		StringBuilder text = new StringBuilder();
		cut.chars().forEach((c) -> text.append((c > ' ' && c < 127) ? Character.toString(c) : "\\u%04x".formatted(c)));
		return text.toString();
	}

}
