package dev.gatehouse.gateway.console;

import java.util.Arrays;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/*
 * Of a hundred thousand partners most are quiet: a series that has not changed for some minutes keeps one number, and not ten.
 */
/**
 * The numbers of one meter that only ever grow, and what they were some minutes ago. For
 * one thread at a time.
 */
final class Track {

	/** How many marks are kept. */
	static final int MARKS = 10;

	private final Meter.Id id;

	private final Supplier<double[]> numbers;

	/** At the latest mark; empty: there was none. */
	private double[] latest = {};

	/** Null: as at the latest. */
	private double @Nullable [][] marks;

	Track(Meter.Id id, Supplier<double[]> numbers) {
		this.id = id;
		this.numbers = numbers;
	}

	String tag(String name) {
		String value = this.id.getTag(name);
		return (value != null) ? value : "";
	}

	/** Returns the numbers as they are. */
	double[] now() {
		return this.numbers.get();
	}

	/** Keeps the numbers in place of the oldest ones. */
	void mark(int place) {
		double[] now = now();
		boolean quiet = Arrays.equals(now, this.latest);
		if (this.marks == null) {
			if (quiet) {
				return;
			}
			this.marks = new double[MARKS][];
			Arrays.fill(this.marks, this.latest);
		}
		this.latest = quiet ? this.latest : now;
		this.marks[place] = this.latest;
		if (Arrays.stream(this.marks).allMatch((mark) -> mark == this.latest)) {
			this.marks = null;
		}
	}

	/**
	 * Returns how much they have grown since that mark; before it they may not have been.
	 */
	double[] since(int place) {
		double[] grown = now();
		double[] before = (this.marks != null) ? this.marks[place] : this.latest;
		for (int i = 0; i < before.length; i++) {
			grown[i] = Math.max(0, grown[i] - before[i]);
		}
		return grown;
	}

}
