package dev.gatehouse.benchmarks.issuer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Signs what it is given, on all cores. Makes new keys at its start and writes their
 * public halves to a folder: {@code jwks.json}, and {@code rsa.pem} for who pins a key.
 * Then answers orders, until there are no more: a line {@code COUNT FILE}, followed by as
 * many lines {@code KEY<tab>HEADER<tab>CLAIMS}, makes a file of tokens, one a line, and
 * the answer {@code done}. {@code KEY} is {@code rsa}, {@code ec}, or {@code stranger},
 * which is not published and takes the place of {@code rsa}.
 */
public final class TokenSigner {

	private final Map<String, IssuerKey> keys;

	TokenSigner(Map<String, IssuerKey> keys) {
		this.keys = keys;
	}

	/** Takes the folder of the public keys. */
	public static void main(String[] arguments) throws IOException, GeneralSecurityException {
		TokenSigner signer = new TokenSigner(
				Map.of("rsa", IssuerKey.rsa("rsa-1"), "ec", IssuerKey.ec("ec-1"), "stranger", IssuerKey.rsa("rsa-1")));
		signer.publish(Path.of(arguments[0]));
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		PrintWriter out = new PrintWriter(
				new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)), true);
		out.println("ready");
		for (String order = in.readLine(); order != null; order = in.readLine()) {
			String[] words = order.split(" ", 2);
			signer.write(Stream.generate(() -> line(in)).limit(Integer.parseInt(words[0])).toList(), Path.of(words[1]));
			out.println("done");
		}
	}

	private static String line(BufferedReader in) {
		try {
			String line = in.readLine();
			if (line == null) {
				throw new IllegalStateException("an order ends too early");
			}
			return line;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void publish(Path folder) throws IOException {
		String jwks = "{\"keys\":[" + key("rsa").jwk() + "," + key("ec").jwk() + "]}";
		Files.writeString(folder.resolve("jwks.json"), jwks);
		Files.writeString(folder.resolve("rsa.pem"), key("rsa").pem());
	}

	private void write(List<String> orders, Path file) throws IOException {
		Files.write(file, orders.parallelStream().map(this::sign).toList());
	}

	/** Returns the token of one line of an order. */
	String sign(String order) {
		String[] parts = order.split("\t", 3);
		try {
			return key(parts[0]).sign(parts[1], parts[2]);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private IssuerKey key(String name) {
		IssuerKey key = this.keys.get(name);
		if (key == null) {
			throw new IllegalArgumentException("no key " + name);
		}
		return key;
	}

}
