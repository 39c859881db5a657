package dev.gatehouse.cli.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one file has of the chain, up to the first record that is broken.
 *
 * @param first the number of its first record; 0: it has none
 * @param prev what that one is linked to
 * @param last the number of its last record
 * @param hash the hash of that one
 * @param lines how many lines were read
 * @param torn whether there is another line, which has no end
 * @param fault what is wrong with the line after them; null: nothing
 * @param remarks what it says about the record itself
 */
record Stretch(RecordFile file, long first, String prev, long last, String hash, long lines, boolean torn,
		@Nullable Fault fault, List<Remark> remarks) {

	boolean isEmpty() {
		return this.first == 0;
	}

	Fault fault(long line, long seq, String what) {
		return new Fault(this.file.name(), line, seq, what);
	}

}
