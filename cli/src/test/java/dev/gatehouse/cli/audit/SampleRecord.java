package dev.gatehouse.cli.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes records as the gateway does, to be changed at will. */
final class SampleRecord {

	private final MessageDigest digest;

	private String prev = "0".repeat(64);

	private long seq;

	SampleRecord() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The next record: of a request of this client, as many seconds after 12:00 as its
	 * number.
	 */
	String next(String client, String decision) {
		this.seq++;
		return seal(
				"{\"api\":\"accounts\",\"check\":null,\"client\":\"" + client + "\",\"decision\":\"" + decision
						+ "\",\"durationMs\":12",
				",\"keyId\":\"key-1\",\"method\":\"GET\",\"operation\":\"listAccounts\",\"path\":\"/v1/accounts\",\"prev\":\""
						+ this.prev + "\",\"reason\":" + (decision.equals("allowed") ? "null" : "\"expired\"")
						+ ",\"requestId\":\"r-" + this.seq + "\",\"scopes\":[\"accounts:read\"],\"seq\":" + this.seq
						+ ",\"source\":\"192.0.2.1\",\"status\":200,\"time\":\"" + time()
						+ "\",\"tokenId\":\"token-1\",\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}");
	}

	/** Some records of one client. */
	List<String> next(int count) {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			lines.add(next("acme-treasury", "allowed"));
		}
		return lines;
	}

	String gap(String reason, String missing) {
		return gap("2026-11-21", reason, missing);
	}

	String gap(String day, String reason, String missing) {
		this.seq++;
		return seal("{\"decision\":\"gap\"",
				",\"missing\":" + missing + ",\"prev\":\"" + this.prev + "\",\"reason\":\"" + reason + "\",\"seq\":"
						+ this.seq + ",\"since\":\"2026-11-21T12:00:00Z\",\"time\":\""
						+ time().replace("2026-11-21", day) + "\",\"torn\":0}");
	}

	String expired(long upTo, String upToHash) {
		this.seq++;
		return seal("{\"decision\":\"expired\",\"file\":\"audit-2026-11-20.jsonl\"",
				",\"prev\":\"" + this.prev + "\",\"seq\":" + this.seq + ",\"time\":\"" + time() + "\",\"upTo\":" + upTo
						+ ",\"upToHash\":\"" + upToHash + "\"}");
	}

	private String time() {
		return "2026-11-21T%02d:%02d:%02dZ".formatted(12 + this.seq / 3600 % 12, this.seq / 60 % 60, this.seq % 60);
	}

	private String seal(String before, String after) {
		this.digest.update(this.prev.getBytes(StandardCharsets.US_ASCII));
		this.digest.update(before.getBytes(StandardCharsets.UTF_8));
		this.digest.update(after.getBytes(StandardCharsets.UTF_8));
		this.prev = HexFormat.of().formatHex(this.digest.digest());
		return before + ",\"hash\":\"" + this.prev + "\"" + after;
	}

	/** The hash of the last record. */
	String hash() {
		return this.prev;
	}

	/** A checkpoint of the last record, signed as the gateway signs. */
	String checkpoint(KeyPair pair, String algorithm) throws GeneralSecurityException {
		return checkpoint(pair, algorithm, "");
	}

	/** One that says as well that older records are removed. */
	String checkpoint(KeyPair pair, String algorithm, long upTo, String upToHash) throws GeneralSecurityException {
		return checkpoint(pair, algorithm, "\"removedUpTo\":" + upTo + ",\"removedUpToHash\":\"" + upToHash + "\",");
	}

	private String checkpoint(KeyPair pair, String algorithm, String removal) throws GeneralSecurityException {
		String before = "{\"hash\":\"" + this.prev + "\",\"keyId\":\"audit-2026\"," + removal + "\"seq\":" + this.seq;
		String after = ",\"time\":\"" + time() + "\"}";
		Signature signature = Signature.getInstance(algorithm);
		signature.initSign(pair.getPrivate());
		signature.update((before + after).getBytes(StandardCharsets.UTF_8));
		return before + ",\"signature\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign())
				+ "\"" + after;
	}

	static void write(Path file, List<String> lines) throws IOException {
		try (OutputStream bytes = Files.newOutputStream(file);
				OutputStream out = new BufferedOutputStream(
						file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes)) {
			for (String line : lines) {
				out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			}
		}
	}

}
