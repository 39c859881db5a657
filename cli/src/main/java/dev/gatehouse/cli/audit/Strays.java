package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Files that lie among those of a record and are not read with it: whoever looks without
 * this tool may take them for a part of it.
 */
final class Strays {

	private static final String LIKE = "audit-\\d{4}-\\d\\d-\\d\\d(\\.part-\\d+)?\\.jsonl(\\.gz)?";

	private static final int BLOCK = 1 << 16;

	private Strays() {
	}

	/** Returns what is wrong with the first of them; null: there is none. */
	static @Nullable Fault in(Path folder, List<RecordFile> files) throws IOException {
		try (Stream<Path> paths = Files.list(folder)) {
			String stray = paths.filter((path) -> RecordFile.of(path) == null)
				.map((path) -> path.getFileName().toString())
				.filter((name) -> name.matches(LIKE))
				.min(String::compareTo)
				.orElse(null);
			if (stray != null) {
				return new Fault(stray, 1, 0, "the gateway gives no file this name: it was put there");
			}
		}
		for (RecordFile file : files) {
			if (!file.isCompressed() && Files.exists(file.compressed()) && !hasTheSame(file)) {
				return new Fault(file.compressed().getFileName().toString(), 1, 0,
						"it should have what %s has, and does not: one of them was put there".formatted(file.name()));
			}
		}
		return null;
	}

	/** A gateway that has just compressed a file, or crashed meanwhile, leaves both. */
	private static boolean hasTheSame(RecordFile file) {
		try (InputStream plain = Files.newInputStream(file.path());
				InputStream compressed = WholeGzip.open(file.compressed())) {
			byte[] block;
			do {
				block = plain.readNBytes(BLOCK);
				if (!Arrays.equals(block, compressed.readNBytes(BLOCK))) {
					return false;
				}
			}
			while (block.length > 0);
			return compressed.read() < 0;
		}
		catch (NoSuchFileException ex) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
