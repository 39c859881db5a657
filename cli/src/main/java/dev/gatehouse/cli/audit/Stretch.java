package dev.gatehouse.cli.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one file has of the chain, up to the first record that is broken.
 *
 * @param first the number of its first record; 0: it has none
 * @param prev what that one is linked to
 * @param begun the day of its first record; empty: it does not say
 * @param last the number of its last record
 * @param hash the hash of that one
 * @param lines how many lines were read
 * @param torn whether there is another line, which has no end
 * @param fault what is wrong with the line after them; null: nothing
 * @param remarks what it says about the record itself
 */
record Stretch(RecordFile file, long first, String prev, String begun, long last, String hash, long lines, boolean torn,
		@Nullable Fault fault, List<Remark> remarks) {

	boolean isEmpty() {
		return this.first == 0;
	}

	/**
	 * Whether it begins with a record of an earlier day than its own, as after a clock
	 * was set back. A request may also have ended on the day after it began.
	 */
	boolean isBehind() {
		String least = this.file.day().minusDays((this.file.part() > 1) ? 1 : 0).toString();
		return !this.begun.isEmpty() && this.begun.compareTo(least) < 0;
	}

	Fault fault(long line, long seq, String what) {
		return new Fault(this.file.name(), line, seq, what);
	}

}
