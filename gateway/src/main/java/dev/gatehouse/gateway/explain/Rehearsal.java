package dev.gatehouse.gateway.explain;

import java.util.List;

import dev.gatehouse.gateway.entry.ClientCertificates;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.record.Passage;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;

/**
 * A call that nobody makes: what is asked about, and what the rooms find.
 *
 * @param passage of the call; what is known of it is how far it would get
 * @param query behind the path; null if there is none
 * @param headers the fields that the question came with, its credentials among them
 * @param certificate the thumbprint of the certificate that was shown with the question
 */
public record Rehearsal(Passage passage, @Nullable String query, HttpHeaders headers, @Nullable String certificate) {

	/**
	 * Reads the question.
	 * @throws Refusal if it is not one
	 */
	static Rehearsal of(ServerHttpRequest request, Passage question) {
		String target = parameter(request.getQueryParams(), "path");
		int mark = target.indexOf('?');
		String path = (mark < 0) ? target : target.substring(0, mark);
		return new Rehearsal(question.rehearse(parameter(request.getQueryParams(), "method"), path),
				(mark < 0) ? null : target.substring(mark + 1), request.getHeaders(),
				ClientCertificates.thumbprint(request, question.requiredSource()));
	}

	private static String parameter(MultiValueMap<String, String> query, String name) {
		List<String> values = query.getOrDefault(name, List.of());
		String only = (values.size() == 1) ? values.getFirst() : null;
		if (only == null || only.isEmpty()) {
			throw Refusal.of(Problem.BAD_REQUEST, "One method and one path are needed: ?method=GET&path=/...");
		}
		return only;
	}

}
