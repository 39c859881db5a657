package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole record: each file for itself, as many at once as there are processors,
 * and then how they are linked.
 *
 * @param stretches what the files have, in their order
 * @param checkpoints what was signed
 * @param begin the first record that should be there; null: the first of all, or what was
 * kept when older ones were removed for their age
 * @param keyed whether only what is signed counts
 * @param stray what is wrong with a file that is not one of the record's; null: nothing
 */
record Verification(List<Stretch> stretches, Checkpoints checkpoints, @Nullable Long begin, boolean keyed,
		@Nullable Fault stray) {

	private static final String BEGINNING = "0".repeat(RecordLine.HASH_LENGTH);

	static Verification of(Path folder, Checkpoints checkpoints, @Nullable Long begin, boolean keyed)
			throws InterruptedException {
		int threads = Runtime.getRuntime().availableProcessors();
		try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
			List<Future<Stretch>> tasks = new ArrayList<>();
			List<RecordFile> files = RecordFile.in(folder);
			for (RecordFile file : files) {
				tasks.add(workers.submit(() -> Scan.of(file, checkpoints)));
			}
			List<Stretch> stretches = new ArrayList<>();
			for (Future<Stretch> task : tasks) {
				stretches.add(task.get());
			}
			return new Verification(stretches, checkpoints, begin, keyed, Strays.in(folder, files));
		}
		catch (IOException | ExecutionException ex) {
			throw new Complaint("The audit record in " + folder + " cannot be read.", ex);
		}
	}

	/** The first record that is broken; null: it is whole. */
	@Nullable Fault fault() {
		Stretch before = null;
		for (Stretch stretch : this.stretches) {
			Fault fault = fault(stretch, before);
			if (fault != null) {
				return fault;
			}
			before = stretch.isEmpty() ? before : stretch;
		}
		Fault end = (before != null) ? cutOff(before) : nothingLeft();
		return (end != null) ? end : this.stray;
	}

	private @Nullable Fault fault(Stretch stretch, @Nullable Stretch before) {
		if (!stretch.isEmpty()) {
			Fault fault = (before == null) ? beginning(stretch) : link(stretch, before);
			if (fault != null) {
				return fault;
			}
		}
		if (stretch.fault() != null) {
			return stretch.fault();
		}
		return (stretch.torn() && stretch != this.stretches.getLast())
				? stretch.fault(stretch.lines() + 1, stretch.last() + 1, "this line has no end, and files follow")
				: null;
	}

	private @Nullable Fault beginning(Stretch stretch) {
		long first = stretch.first();
		if (first == ((this.begin != null) ? this.begin : 1)) {
			return (first > 1 || stretch.prev().equals(BEGINNING)) ? null
					: stretch.fault(1, 1, "record 1 is linked to another before it");
		}
		if (this.begin != null) {
			return stretch.fault(1, first, Scan.order(first, this.begin));
		}
		return (removal() != null) ? null : stretch.fault(1, first, missing(first));
	}

	private String missing(long first) {
		Long unsigned = unsignedRemoval();
		return (unsigned == null)
				? "the records before record %d are missing, and none says that they were removed for their age"
					.formatted(first)
				: "the records before record %d are missing: record %d says that they were removed for their age, but that is not signed (--begin %d, if you know it otherwise)"
					.formatted(first, unsigned, first);
	}

	private static @Nullable Fault link(Stretch stretch, Stretch before) {
		if (stretch.first() != before.last() + 1) {
			return stretch.fault(1, stretch.first(), Scan.order(stretch.first(), before.last() + 1));
		}
		return stretch.prev().equals(before.hash()) ? null
				: stretch.fault(1, stretch.first(),
						"record %d is not linked to the last one of %s: one of them was put in place of another"
							.formatted(stretch.first(), before.file().name()));
	}

	private @Nullable Fault cutOff(Stretch end) {
		return this.checkpoints.all()
			.stream()
			.filter((checkpoint) -> checkpoint.seq() > end.last())
			.findFirst()
			.map((checkpoint) -> end.fault(end.lines() + 1, end.last() + 1,
					"the record ends with record %d, but record %d was signed at %s (%s, line %d): its end was cut off"
						.formatted(end.last(), checkpoint.seq(), checkpoint.time(), checkpoint.file(),
								checkpoint.line())))
			.orElse(null);
	}

	private @Nullable Fault nothingLeft() {
		return this.checkpoints.all()
			.stream()
			.findFirst()
			.map((checkpoint) -> new Fault(checkpoint.file(), checkpoint.line(), checkpoint.seq(),
					"record %d was signed, but there is no record".formatted(checkpoint.seq())))
			.orElse(null);
	}

	/**
	 * The record that says that the oldest ones were removed, or was signed with that;
	 * null: none. With a key only what is signed counts: anybody can add a record.
	 */
	@Nullable Long removal() {
		Stretch first = begin(this.stretches);
		return (!this.keyed || first == null) ? unsignedRemoval()
				: this.checkpoints.all()
					.stream()
					.filter((checkpoint) -> checkpoint.vouchesFor(first.first(), first.prev()))
					.map(Checkpoint::seq)
					.findFirst()
					.orElse(null);
	}

	private @Nullable Long unsignedRemoval() {
		Stretch first = begin(this.stretches);
		return (first == null) ? null
				: remarks().stream()
					.filter((remark) -> remark.vouchesFor(first.first(), first.prev()))
					.map(Remark::seq)
					.findFirst()
					.orElse(null);
	}

	private static @Nullable Stretch begin(List<Stretch> stretches) {
		return stretches.stream().filter((stretch) -> !stretch.isEmpty()).findFirst().orElse(null);
	}

	/** How many records no checkpoint covers: they are behind the last one. */
	long unsigned() {
		List<Checkpoint> all = this.checkpoints.all();
		return all.isEmpty() ? records() : Math.max(0, last() - all.getLast().seq());
	}

	List<Remark> remarks() {
		return this.stretches.stream().flatMap((stretch) -> stretch.remarks().stream()).toList();
	}

	/** How many records there are before the first that is broken in each file. */
	long records() {
		return this.stretches.stream().mapToLong(Stretch::lines).sum();
	}

	/** Whether the last line of all has no end. */
	boolean isTorn() {
		return !this.stretches.isEmpty() && this.stretches.getLast().torn();
	}

	long first() {
		return this.stretches.stream().mapToLong(Stretch::first).filter((seq) -> seq > 0).findFirst().orElse(0);
	}

	long last() {
		return this.stretches.stream().mapToLong(Stretch::last).max().orElse(0);
	}

}
