package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Checks the records of one file, one after the other, up to the first that is broken.
 */
final class Scan {

	private final RecordFile file;

	private final Checkpoints checkpoints;

	private final RecordLine record = new RecordLine();

	private final byte[] hash = new byte[RecordLine.HASH_LENGTH];

	private final List<Remark> remarks = new ArrayList<>();

	private long first;

	private String prev = "";

	private String begun = "";

	private final byte[] day;

	private long last;

	private long lines;

	private boolean torn;

	private @Nullable Fault fault;

	private int checkpoint;

	private Scan(RecordFile file, Checkpoints checkpoints) {
		this.file = file;
		this.checkpoints = checkpoints;
		this.day = RecordLine.ascii(file.day().toString());
	}

	static Stretch of(RecordFile file, Checkpoints checkpoints) {
		Scan scan = new Scan(file, checkpoints);
		scan.run();
		return new Stretch(file, scan.first, scan.prev, scan.begun, scan.last,
				new String(scan.hash, StandardCharsets.US_ASCII), scan.lines, scan.torn, scan.fault, scan.remarks);
	}

	private void run() {
		try (LineReader reader = new LineReader(this.file.open())) {
			while (this.fault == null && !this.torn && reader.next()) {
				take(reader);
			}
		}
		catch (IOException ex) {
			fail("the file cannot be read on: " + ex.getMessage());
		}
	}

	private void fail(String what) {
		this.fault = new Fault(this.file.name(), this.lines + 1, isFirst() ? 0 : this.last + 1, what);
	}

	private void take(LineReader line) {
		if (!line.isWhole()) {
			this.torn = true;
			return;
		}
		String what = check(line.bytes(), line.from(), line.end());
		if (what != null) {
			fail(what);
			return;
		}
		this.lines = line.number();
		if (isFirst()) {
			this.first = this.record.seq();
			this.prev = this.record.prev();
			this.begun = RecordLine.day(line.bytes(), this.record.dayAt(line.bytes(), line.end()));
		}
		this.last = this.record.seq();
		this.record.keepHash(this.hash);
		if (RecordLine.isAboutTheRecord(line.bytes(), line.from(), line.end())) {
			Remark remark = Remark.read(line.bytes(), line.from(), line.end());
			if (remark != null) {
				this.remarks.add(remark);
			}
		}
	}

	private boolean isFirst() {
		return this.first == 0;
	}

	private @Nullable String check(byte[] bytes, int from, int end) {
		if (!this.record.read(bytes, from, end)) {
			return "this line is no record";
		}
		if (!this.record.isUnchanged(bytes, from, end)) {
			return "record %d was changed: its hash is not that of its content".formatted(this.record.seq());
		}
		if (isFirst()) {
			this.checkpoint = this.checkpoints.from(this.record.seq());
		}
		else if (this.record.seq() != this.last + 1) {
			return order(this.record.seq(), this.last + 1);
		}
		else if (!this.record.isAfter(this.hash)) {
			return "record %d is not linked to the record before it: one of them was put in place of another"
				.formatted(this.record.seq());
		}
		int dayAt = this.record.dayAt(bytes, end);
		if (RecordLine.isLater(bytes, dayAt, this.day)) {
			return "record %d is of %s, and files have none of later days: it was moved, or the file was renamed"
				.formatted(this.record.seq(), RecordLine.day(bytes, dayAt));
		}
		return unsigned();
	}

	/** What it means that a record stands where another should. */
	static String order(long found, long expected) {
		return (found > expected)
				? "record %d stands where record %d should: %d %s missing".formatted(found, expected, found - expected,
						(found - expected == 1) ? "is" : "are")
				: "record %d stands where record %d should: it is there twice, or was moved".formatted(found, expected);
	}

	private @Nullable String unsigned() {
		while (this.checkpoint < this.checkpoints.all().size()) {
			Checkpoint next = this.checkpoints.all().get(this.checkpoint);
			if (next.seq() > this.record.seq()) {
				return null;
			}
			if (!next.hash().equals(this.record.hash())) {
				return "record %d is not the one that was signed at %s (%s, line %d): the chain was written anew"
					.formatted(next.seq(), next.time(), next.file(), next.line());
			}
			this.checkpoint++;
		}
		return null;
	}

}
