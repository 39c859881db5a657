package dev.gatehouse.gateway.walk;

import java.util.ArrayList;
import java.util.List;

/** One header line as it was on the wire. */
record Header(String name, String value) {

	/** Reads the lines of a head after its first. */
	static List<Header> parse(List<String> lines) {
		List<Header> headers = new ArrayList<>();
		for (String line : lines) {
			int colon = line.indexOf(':');
			headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
		}
		return headers;
	}

	/** Returns the values of a field in their order. */
	static List<String> values(List<Header> headers, String name) {
		return headers.stream().filter((header) -> header.name.equalsIgnoreCase(name)).map(Header::value).toList();
	}

}
