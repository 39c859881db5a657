package dev.gatehouse.service.problem;

import java.io.IOException;

import dev.gatehouse.service.trace.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Writes problems, for the handler of exceptions and for filters that answer before
 * Spring MVC is reached.
 */
public final class ProblemWriter {

	private final JsonMapper json;

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/** Answers with the problem; the caller of this must not go on with the request. */
	public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.reset();
		response.setStatus(problem.status().value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		problem.headers().forEach(response::setHeader);
		byte[] body = bytes(problem, request);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	ResponseEntity<byte[]> answer(Problem problem, HttpServletRequest request) {
		HttpHeaders headers = new HttpHeaders();
		problem.headers().forEach(headers::set);
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return new ResponseEntity<>(bytes(problem, request), headers, problem.status());
	}

	private byte[] bytes(Problem problem, HttpServletRequest request) {
		return this.json.writeValueAsBytes(problem.body(RequestId.of(request)));
	}

}
