package dev.gatehouse.gateway.binding;

import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import dev.gatehouse.gateway.token.BindingFault;
import dev.gatehouse.gateway.token.Confirmation;
import dev.gatehouse.gateway.token.Proof;
import dev.gatehouse.gateway.token.VerifiedToken;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Judges on every request whether a token is shown by whom it was issued to, and whether
 * it is bound as the registry asks. For a token and a partner without binding that is two
 * comparisons.
 */
public final class BindingCheck {

	private final Certificates certificates;

	private final ProofCheck proofs;

	private final UsedProofs used;

	private final SourceLimit sources;

	BindingCheck(Certificates certificates, ProofCheck proofs, UsedProofs used, SourceLimit sources) {
		this.certificates = certificates;
		this.proofs = proofs;
		this.used = used;
		this.sources = sources;
	}

	/**
	 * Checks the token of a request.
	 * @param passage the request's
	 * @return null if all is well; or what ends when that is known
	 * @throws Refusal if the token is not bound as it must be, or what it is bound to was
	 * not shown; or ends with it
	 */
	public @Nullable Mono<Void> check(ServerHttpRequest request, Passage passage, VerifiedToken token,
			Partner partner) {
		Confirmation confirmation = token.confirmation();
		checkKind((confirmation != null) ? confirmation.kind() : null, partner.binding());
		if (confirmation == null) {
			return null;
		}
		InetAddress source = passage.requiredSource().address();
		try {
			return switch (confirmation.kind()) {
				case CERTIFICATE -> checkCertificate(request, passage.requiredSource(), confirmation);
				case KEY -> checkProof(request, passage, token, source);
			};
		}
		catch (Refusal refusal) {
			count(refusal, source);
			throw refusal;
		}
	}

	/** Who has no nonce yet has done nothing wrong. */
	private void count(Refusal refusal, InetAddress source) {
		if (refusal.problem() == Problem.INVALID_TOKEN && !BindingFault.PROOF_NONCE.id().equals(refusal.check())) {
			this.sources.count(source);
		}
	}

	/** What the registry asks for; a partner without such a wish may bind its tokens. */
	private static void checkKind(Confirmation.@Nullable Kind kind, Partner.Binding wanted) {
		switch (wanted) {
			case NONE -> {
			}
			case MTLS -> require(kind == Confirmation.Kind.CERTIFICATE, BindingFault.REGISTRY_CERTIFICATE);
			case DPOP -> require(kind == Confirmation.Kind.KEY, BindingFault.REGISTRY_KEY);
		}
	}

	private @Nullable Mono<Void> checkCertificate(ServerHttpRequest request, Source source, Confirmation confirmation) {
		String shown = this.certificates.thumbprint(request, source);
		require(shown != null, BindingFault.NO_CERTIFICATE);
		require(confirmation.thumbprint().equals(shown), BindingFault.CERTIFICATE);
		return null;
	}

	private @Nullable Mono<Void> checkProof(ServerHttpRequest request, Passage passage, VerifiedToken token,
			InetAddress source) {
		Proof proof = this.proofs.check(request, passage, token, source);
		ProofId id = ProofId.of(proof.thumbprint(), String.valueOf(proof.text("jti")));
		Mono<Void> answer = this.used.take(id, token.client(), Objects.requireNonNull(proof.issuedMillis()));
		return (answer != null) ? answer.doOnError(Refusal.class, (refusal) -> count(refusal, source)) : null;
	}

	private static void require(boolean held, BindingFault fault) {
		if (!held) {
			throw fault.refusal();
		}
	}

	/**
	 * Returns of which key the proof is that came with a request, and of when, unchecked;
	 * null if there is none that can be read. No text of it is repeated.
	 */
	public @Nullable Map<String, Object> proof(ServerHttpRequest request) {
		Proof proof = this.proofs.read(request);
		if (proof == null) {
			return null;
		}
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("thumbprint", proof.thumbprint());
		facts.put("algorithm", proof.algorithm());
		Long issued = proof.issuedMillis();
		if (issued != null) {
			facts.put("issuedAt", Instant.ofEpochMilli(issued).toString());
		}
		return facts;
	}

}
