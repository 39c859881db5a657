package dev.gatehouse.gateway.binding;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Proofs say whole seconds. When the store begins anew, one that was taken before may be of this very second, so the next one
 * is the first that is good; a gateway that knows nothing of a time before takes those of this one, because at the very first
 * start there was none. A client's clock may be ahead: how far proofs go that were taken here is known exactly.
 */
/**
 * What this gateway knows of the store's memory: enough to notice, together with the
 * others, that it has lost proofs, and to say which those may be.
 */
final class StoreMemory {

	private static final Logger logger = LoggerFactory.getLogger(StoreMemory.class);

	private static final Pattern ANSWER = Pattern.compile("(taken|known|early|told) (\\d{1,20}) (\\d{1,16})");

	private static final long SECOND = 1000;

	private final InstantSource clock;

	/** The time of the latest proof that was taken for this gateway. */
	private final AtomicLong latest = new AtomicLong(-SECOND);

	private volatile Heard heard = new Heard("", 0);

	StoreMemory(InstantSource clock) {
		this.clock = clock;
	}

	/** Returns what the store is told with each question. */
	String[] told(String... more) {
		Heard heard = this.heard;
		long second = Math.floorDiv(this.clock.millis(), SECOND) * SECOND;
		long start = heard.era.isEmpty() ? second : second + SECOND;
		return Stream.concat(Stream.of(heard.era, Long.toString(heard.taken),
				Long.toString(nextSecond(this.latest.get())), Long.toString(start)), Stream.of(more))
			.toArray(String[]::new);
	}

	private static long nextSecond(long millis) {
		return (Math.floorDiv(millis, SECOND) + 1) * SECOND;
	}

	/**
	 * Takes in an answer.
	 * @param issued of the proof that it is about, milliseconds of the epoch
	 * @return what it says of the proof
	 */
	Result hear(String answer, long issued) {
		Matcher matcher = ANSWER.matcher(answer);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("the store does not answer as the script does");
		}
		Result result = switch (matcher.group(1)) {
			case "taken" -> Result.TAKEN;
			case "known" -> Result.KNOWN;
			case "early" -> Result.EARLY;
			default -> Result.TOLD;
		};
		if (result == Result.TAKEN) {
			this.latest.accumulateAndGet(issued, Math::max);
		}
		Heard before = this.heard;
		// They come in the order in which they were given.
		this.heard = new Heard(matcher.group(2), Long.parseLong(matcher.group(3)));
		if (!before.era.isEmpty() && !before.era.equals(this.heard.era)) {
			logger.warn("the store of used proofs has lost some: those from before are refused");
		}
		return result;
	}

	/** What the store says of a proof. */
	enum Result {

		/** It is new, and from now on known. */
		TAKEN,

		/** It was used before. */
		KNOWN,

		/** It is from before the time of which the store knows all. */
		EARLY,

		/** It was not asked. */
		TOLD

	}

	private record Heard(String era, long taken) {
	}

}
