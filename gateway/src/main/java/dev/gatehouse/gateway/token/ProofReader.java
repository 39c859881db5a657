package dev.gatehouse.gateway.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads proofs of possession, and checks what concerns no request: form, type, algorithm,
 * key and signature (RFC 9449, section 4.3, checks 2 to 7).
 */
public final class ProofReader {

	private static final int LONGEST = 8 * 1024;

	private static final int MOST_VALUES = 100;

	private static final StrictJson JSON = new StrictJson(MOST_VALUES, LONGEST);

	private static final String TYPE = "dpop+jwt";

	private final List<String> algorithms;

	private final ProofKeys known;

	/**
	 * Creates a reader.
	 * @param algorithms those that are accepted, of {@link #algorithms()}
	 * @param mostKeys how many keys are remembered
	 */
	public ProofReader(List<String> algorithms, int mostKeys) {
		this.algorithms = List.copyOf(algorithms);
		this.known = new ProofKeys(mostKeys);
	}

	/** Returns the names of all algorithms that can be accepted. */
	public static List<String> algorithms() {
		return SignatureAlgorithm.names();
	}

	/**
	 * Reads a proof, whose signature has yet to be checked.
	 * @throws Refusal if it is none
	 */
	public Proof read(String text) {
		int first = text.indexOf('.');
		int second = text.indexOf('.', first + 1);
		if (text.length() > LONGEST || first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
			throw BindingFault.PROOF_FORM.refusal();
		}
		try {
			String header = text.substring(0, first);
			ProofKey known = this.known.get(header);
			ProofKey key = (known != null) ? known : key(JSON.read(Base64Url.decode(header)));
			return new Proof(header, key, JSON.read(Base64Url.decode(text.substring(first + 1, second))),
					text.substring(0, second).getBytes(StandardCharsets.ISO_8859_1),
					Base64Url.decode(text.substring(second + 1)));
		}
		catch (ParseException ex) {
			throw BindingFault.PROOF_FORM.refusal();
		}
	}

	private ProofKey key(Map<String, @Nullable Object> header) {
		if (!(header.get("alg") instanceof String name) || !SignedToken.isPlain(header)) {
			throw BindingFault.PROOF_FORM.refusal();
		}
		if (!TYPE.equals(header.get("typ"))) {
			throw BindingFault.PROOF_TYPE.refusal();
		}
		SignatureAlgorithm algorithm = this.algorithms.contains(name) ? SignatureAlgorithm.named(name) : null;
		if (algorithm == null) {
			throw BindingFault.PROOF_ALGORITHM.refusal();
		}
		ProofKey key = ProofKey.read(algorithm, header.get("jwk"));
		if (key == null) {
			throw BindingFault.PROOF_KEY.refusal();
		}
		return key;
	}

	/**
	 * Checks that the proof is signed by the key that it brings along.
	 * @throws Refusal if it is not
	 */
	public void checkSignature(Proof proof) {
		if (!proof.isSigned()) {
			throw BindingFault.PROOF_SIGNATURE.refusal();
		}
		this.known.put(proof.header(), proof.key());
	}

}
