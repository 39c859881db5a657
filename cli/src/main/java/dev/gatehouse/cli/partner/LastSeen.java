package dev.gatehouse.cli.partner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.cli.audit.RecordFile;
import dev.gatehouse.cli.terminal.Complaint;

/**
 * When each client last came with a token that was good, allowed or not: from the
 * gateway's audit record of the last days.
 */
final class LastSeen {

	private static final int DAYS = 31;

	private static final Pattern CLIENT = Pattern.compile("\"client\":\"([a-z0-9-]{1,63})\"");

	private static final Pattern TIME = Pattern.compile("\"time\":\"([0-9TZ:.-]{20,35})\"");

	private LastSeen() {
	}

	/** Client to time; empty if there is no such folder. */
	static Optional<Map<String, String>> in(Path folder) {
		if (!Files.isDirectory(folder)) {
			return Optional.empty();
		}
		try {
			Map<String, String> seen = new HashMap<>();
			List<RecordFile> files = RecordFile.in(folder);
			for (RecordFile file : files) {
				if (file.day().isAfter(files.getLast().day().minusDays(DAYS))) {
					sightings(file).forEach((client, time) -> seen.merge(client, time, LastSeen::later));
				}
			}
			return Optional.of(seen);
		}
		catch (IOException ex) {
			throw new Complaint("The audit record in " + folder + " cannot be read.", ex);
		}
	}

	private static Map<String, String> sightings(RecordFile file) throws IOException {
		Map<String, String> seen = new HashMap<>();
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(file.open(), StandardCharsets.ISO_8859_1))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				Matcher client = CLIENT.matcher(line);
				Matcher time = TIME.matcher(line);
				if (client.find() && time.find()) {
					seen.merge(client.group(1), time.group(1), LastSeen::later);
				}
			}
		}
		return seen;
	}

	/** RFC 3339 in UTC sorts as text, to the second. */
	private static String later(String one, String other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

}
