package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of a record, in the order of the records that they sign.
 *
 * @param all each of them once
 * @param unreadable lines that are none: a crash may have cut one short
 */
record Checkpoints(List<Checkpoint> all, int unreadable) {

	private static final String NAME = "checkpoints-\\d{4}-\\d\\d-\\d\\d\\.jsonl";

	/**
	 * Reads those of a folder, and copies that were kept elsewhere.
	 */
	static Checkpoints read(Path folder, List<Path> copies) throws IOException {
		List<Path> files = new ArrayList<>();
		try (Stream<Path> paths = Files.list(folder)) {
			paths.filter((path) -> path.getFileName().toString().matches(NAME)).sorted().forEach(files::add);
		}
		files.addAll(copies);
		List<Checkpoint> all = new ArrayList<>();
		Set<String> known = new HashSet<>();
		int unreadable = 0;
		for (Path file : files) {
			List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
			for (int i = 0; i < lines.size(); i++) {
				Checkpoint checkpoint = parse(lines.get(i), file.getFileName().toString(), i + 1);
				if (checkpoint == null) {
					unreadable++;
				}
				else if (known.add(lines.get(i))) {
					all.add(checkpoint);
				}
			}
		}
		all.sort(null);
		return new Checkpoints(all, unreadable);
	}

	private static @Nullable Checkpoint parse(String line, String file, long number) {
		try {
			JsonNode json = JsonMapper.shared().readTree(line);
			String signature = json.required("signature").asString();
			return new Checkpoint(json.required("seq").asLong(), json.required("hash").asString(),
					json.required("time").asString(), json.required("keyId").asString(),
					line.replace(",\"signature\":\"" + signature + "\"", ""),
					Removal.read(json, "removedUpTo", "removedUpToHash"), signature, file, number);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return null;
		}
	}

	/** Checks the signatures. Returns the first that is wrong, or null. */
	@Nullable Fault check(List<VerificationKey> keys) {
		for (Checkpoint checkpoint : this.all) {
			if (keys.stream().noneMatch((key) -> key.signed(checkpoint))) {
				return new Fault(checkpoint.file(), checkpoint.line(), checkpoint.seq(),
						"the signature of this checkpoint is not of the key");
			}
		}
		return null;
	}

	/** The place in the list of the first that is of this record or a later one. */
	int from(long seq) {
		int low = 0;
		int high = this.all.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (this.all.get(middle).seq() < seq) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low;
	}

	/** The keys of some files. */
	static List<VerificationKey> keys(List<Path> files) {
		try {
			List<VerificationKey> keys = new ArrayList<>();
			for (Path file : files) {
				keys.add(VerificationKey.read(file));
			}
			return keys;
		}
		catch (IOException ex) {
			throw new Complaint("The key " + ex.getMessage() + " cannot be read.", ex);
		}
	}

}
