package dev.gatehouse.cli.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a record to measure {@code audit verify} with: {@code FOLDER COUNT PER-FILE
 * [plain]}. Not a test; docs/audit.md says what came of it.
 */
final class TenMillion {

	private TenMillion() {
	}

	/** Writes the files. */
	public static void main(String[] arguments) throws IOException {
		Path folder = Files.createDirectories(Path.of(arguments[0]));
		long count = Long.parseLong(arguments[1]);
		long perFile = Long.parseLong(arguments[2]);
		boolean plain = arguments.length > 3;
		SampleRecord sample = new SampleRecord();
		Random random = new Random(7);
		for (int part = 1; (part - 1) * perFile < count; part++) {
			String name = "audit-2026-11-21" + ((part > 1) ? ".part-%04d".formatted(part) : "") + ".jsonl";
			boolean last = part * perFile >= count;
			try (OutputStream out = open(folder.resolve((plain || last) ? name : name + ".gz"))) {
				for (long i = (part - 1) * perFile; i < Math.min(count, part * perFile); i++) {
					out.write(sample.next(ids(random), "allowed").getBytes(StandardCharsets.UTF_8));
					out.write('\n');
				}
			}
		}
	}

	/**
	 * As much that no compression shortens as the ids of a request, its trace and its
	 * token.
	 */
	private static String ids(Random random) {
		byte[] bytes = new byte[48];
		random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private static OutputStream open(Path file) throws IOException {
		OutputStream bytes = Files.newOutputStream(file);
		return new BufferedOutputStream(file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) {
			{
				this.def.setLevel(Deflater.BEST_SPEED);
			}
		} : bytes, 1 << 16);
	}

}
