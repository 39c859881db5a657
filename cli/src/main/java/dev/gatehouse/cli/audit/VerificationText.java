package dev.gatehouse.cli.audit;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verification has found, for people and for programs.
 *
 * @param fault the first record that is broken; null: all is whole
 * @param signatures whether those of the checkpoints are good
 */
record VerificationText(Verification verification, @Nullable Fault fault, Signatures signatures) {

	/** Sentences, a line each; without the fault. */
	List<String> lines() {
		List<String> lines = new ArrayList<>();
		lines.add("records           %d in %d files: %d to %d".formatted(this.verification.records(),
				this.verification.stretches().size(), this.verification.first(), this.verification.last()));
		Long removal = (this.verification.first() > 1) ? this.verification.removal() : null;
		if (removal != null) {
			lines.add("begins            at record %d: what was before it was removed for its age, as record %d says%s"
				.formatted(this.verification.first(), removal, this.verification.keyed() ? ", signed" : ""));
		}
		lines.add("checkpoints       " + checkpoints());
		if (this.signatures == Signatures.GOOD && this.fault == null) {
			lines.add("unsigned          %d records behind the last checkpoint%s"
				.formatted(this.verification.unsigned(), (this.verification.unsigned() > 0)
						? ": whoever can write to the folder may have written these anew" : ""));
		}
		gaps(lines);
		clocks(lines);
		if (this.verification.isTorn()) {
			lines.add("end               the last line has no end: it is being written, or a crash cut it short");
		}
		if (this.fault == null) {
			lines.add("whole             no record was changed, removed, added or moved");
		}
		return lines;
	}

	private String checkpoints() {
		List<Checkpoint> all = this.verification.checkpoints().all();
		if (all.isEmpty()) {
			return "none: a chain that was written anew from some record on would not be noticed";
		}
		Checkpoint last = all.getLast();
		return "%d, the last of record %d at %s; signatures %s".formatted(all.size(), last.seq(), last.time(),
				this.signatures.words());
	}

	private void clocks(List<String> lines) {
		this.verification.stretches()
			.stream()
			.filter(Stretch::isBehind)
			.forEach((stretch) -> lines
				.add("clock             %s begins with a record of %s: the clock was set back, or the file was renamed"
					.formatted(stretch.file().name(), stretch.begun())));
	}

	private void gaps(List<String> lines) {
		for (Remark remark : this.verification.remarks()) {
			if (remark.isCrash()) {
				lines.add("crash             noticed at %s, since %s: what was in memory then is missing"
					.formatted(remark.time(), remark.json().path("since").asString("-")));
			}
			if (remark.isLoss()) {
				lines.add("missing           %d records between %s and %s, which could not be written"
					.formatted(remark.missing(), remark.json().path("since").asString("-"), remark.time()));
			}
		}
	}

	/** The same as JSON. */
	String json() {
		ObjectNode json = JsonMapper.shared().createObjectNode();
		json.put("whole", this.fault == null)
			.put("files", this.verification.stretches().size())
			.put("records", this.verification.records())
			.put("first", this.verification.first())
			.put("last", this.verification.last())
			.put("tornEnd", this.verification.isTorn())
			.put("crashes", this.verification.remarks().stream().filter(Remark::isCrash).count())
			.put("missing",
					this.verification.remarks().stream().filter(Remark::isLoss).mapToLong(Remark::missing).sum());
		List<Checkpoint> all = this.verification.checkpoints().all();
		ObjectNode checkpoints = json.putObject("checkpoints");
		checkpoints.put("count", all.size())
			.put("unreadable", this.verification.checkpoints().unreadable())
			.put("signatures", this.signatures.id())
			.put("unsigned", this.verification.unsigned());
		if (!all.isEmpty()) {
			checkpoints.put("lastSeq", all.getLast().seq()).put("lastTime", all.getLast().time());
		}
		if (this.fault != null) {
			json.putObject("fault")
				.put("file", this.fault.file())
				.put("line", this.fault.line())
				.put("seq", this.fault.seq())
				.put("what", this.fault.what());
		}
		return json.toPrettyString();
	}

}
