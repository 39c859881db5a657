package dev.gatehouse.gateway.binding;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.token.BindingFault;
import dev.gatehouse.gateway.token.Confirmation;
import dev.gatehouse.gateway.token.Proof;
import dev.gatehouse.gateway.token.ProofReader;
import dev.gatehouse.gateway.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Checks the proof that comes with a request (RFC 9449, section 4.3), each time anew. The
 * signature is the last of what this gateway can tell by itself: it costs more to check
 * than to make up, and a proof for anything else is not worth it.
 */
final class ProofCheck {

	static final String FIELD = "DPoP";

	private static final int LONGEST_ID = 256;

	private final ProofSettings settings;

	private final ProofReader reader;

	private final @Nullable String origin;

	private final @Nullable Nonces nonces;

	private final SourceLimit sources;

	private final InstantSource clock;

	private final long notBefore;

	/**
	 * @param publicUri the address that partners call; null: this machine's
	 * @param nonces null: none is asked for
	 * @param sources how many bad proofs each source may send
	 * @param notBefore no proof is taken that was made before this time, in milliseconds
	 * of the epoch
	 */
	ProofCheck(ProofSettings settings, ProofReader reader, @Nullable String publicUri, @Nullable Nonces nonces,
			SourceLimit sources, InstantSource clock, long notBefore) {
		this.settings = settings;
		this.reader = reader;
		this.origin = (publicUri != null) ? origin(publicUri) : null;
		this.nonces = nonces;
		this.sources = sources;
		this.clock = clock;
		this.notBefore = notBefore;
	}

	private static String origin(String publicUri) {
		String normal = Objects.requireNonNull(TargetUri.normal(publicUri));
		return normal.substring(0, normal.length() - 1);
	}

	/**
	 * Checks the proof of a request with this token.
	 * @param source the request's
	 * @return the proof, which may yet have been used before
	 * @throws Refusal if there is none or it is bad, or the source has sent too many bad
	 * ones
	 */
	Proof check(ServerHttpRequest request, Passage passage, VerifiedToken token, InetAddress source) {
		Proof proof = this.reader.read(only(request.getHeaders().getOrEmpty(FIELD)));
		require(passage.method().equals(proof.text("htm")), BindingFault.PROOF_METHOD);
		require(isFor(request, proof.text("htu")), BindingFault.PROOF_URI);
		require(isRecent(proof.issuedMillis()), BindingFault.PROOF_TIME);
		require(isId(proof.text("jti")), BindingFault.PROOF_ID);
		require(token.hash().equals(proof.text("ath")), BindingFault.PROOF_TOKEN);
		Confirmation confirmation = Objects.requireNonNull(token.confirmation());
		require(confirmation.thumbprint().equals(proof.thumbprint()), BindingFault.PROOF_THUMBPRINT);
		checkNonce(proof, passage);
		this.sources.check(source);
		this.reader.checkSignature(proof);
		return proof;
	}

	/** Returns what the proof of a request says, as far as it can be read. */
	@Nullable Proof read(ServerHttpRequest request) {
		List<String> fields = request.getHeaders().getOrEmpty(FIELD);
		try {
			return fields.isEmpty() ? null : this.reader.read(only(fields));
		}
		catch (Refusal refusal) {
			return null;
		}
	}

	private static String only(List<String> fields) {
		return switch (fields.size()) {
			case 0 -> throw BindingFault.NO_PROOF.refusal();
			case 1 -> fields.getFirst();
			default -> throw BindingFault.PROOF_NUMBER.refusal();
		};
	}

	private static void require(boolean held, BindingFault fault) {
		if (!held) {
			throw fault.refusal();
		}
	}

	/** The entry room has let in no path but one in its only spelling. */
	private boolean isFor(ServerHttpRequest request, @Nullable String uri) {
		if (uri == null) {
			return false;
		}
		String wanted = ((this.origin != null) ? this.origin : ownOrigin(request)) + request.getURI().getRawPath();
		return uri.equals(wanted) || wanted.equals(TargetUri.normal(uri));
	}

	/** Never what the client calls the gateway: a proof for another server names that. */
	private static String ownOrigin(ServerHttpRequest request) {
		InetSocketAddress local = request.getLocalAddress();
		String here = ((request.getSslInfo() != null) ? "https" : "http") + "://localhost"
				+ ((local != null) ? ":" + local.getPort() : "");
		return origin(here);
	}

	private boolean isRecent(@Nullable Long issued) {
		long now = this.clock.millis();
		return issued != null && issued >= this.notBefore && issued >= now - this.settings.maxAge().toMillis()
				&& issued <= now + this.settings.skew().toMillis();
	}

	private static boolean isId(@Nullable String id) {
		return id != null && !id.isEmpty() && id.length() <= LONGEST_ID;
	}

	private void checkNonce(Proof proof, Passage passage) {
		Nonces nonces = this.nonces;
		if (nonces == null) {
			return;
		}
		String current = nonces.current();
		String nonce = proof.text("nonce");
		if (!nonces.isGood(nonce)) {
			throw BindingFault.PROOF_NONCE.refusal().header("DPoP-Nonce", current);
		}
		if (!current.equals(nonce)) {
			passage.next(current);
		}
	}

}
