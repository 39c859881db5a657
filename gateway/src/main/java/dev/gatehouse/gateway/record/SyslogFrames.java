package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records as messages of syslog (RFC 5424), each behind its length (RFC 6587, section
 * 3.4.1): facility 13, log audit; severity 6, informational.
 */
final class SyslogFrames {

	private static final String PRIORITY_AND_VERSION = "<110>1 ";

	/** More digits of a second than RFC 5424 knows are left away. */
	private static final Pattern TIME = Pattern.compile("\"time\":\"([0-9T:-]{16,19}(?:\\.[0-9]{1,6})?)[0-9]*Z\"");

	private final String origin;

	/**
	 * @param host the name of this machine
	 * @param process the number of this process
	 */
	SyslogFrames(String host, long process) {
		this.origin = " " + host + " gatehouse " + process + " audit - ";
	}

	/** Of this process. */
	static SyslogFrames ofThisProcess() {
		return new SyslogFrames(host(), ProcessHandle.current().pid());
	}

	private static String host() {
		try {
			String name = InetAddress.getLocalHost().getHostName();
			return name.matches("[!-~]{1,255}") ? name : "-";
		}
		catch (UnknownHostException ex) {
			return "-";
		}
	}

	/** Writes lines, each of which ends with a line feed. */
	void write(byte[] lines, OutputStream out) throws IOException {
		int from = 0;
		for (int at = 0; at < lines.length; at++) {
			if (lines[at] == '\n') {
				write(lines, from, at, out);
				from = at + 1;
			}
		}
	}

	private void write(byte[] lines, int from, int end, OutputStream out) throws IOException {
		String text = new String(lines, from, end - from, StandardCharsets.ISO_8859_1);
		Matcher time = TIME.matcher(text);
		byte[] header = (PRIORITY_AND_VERSION + (time.find() ? time.group(1) + "Z" : "-") + this.origin)
			.getBytes(StandardCharsets.US_ASCII);
		out.write((header.length + end - from + " ").getBytes(StandardCharsets.US_ASCII));
		out.write(header);
		out.write(lines, from, end - from);
	}

}
