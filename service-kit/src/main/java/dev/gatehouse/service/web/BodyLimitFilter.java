package dev.gatehouse.service.web;

import java.io.IOException;

import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.problem.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

/**
 * Refuses a body that says it is too large, and stops reading one that turns out to be
 * (413).
 */
final class BodyLimitFilter implements Filter {

	static final Problem TOO_LARGE = Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "Body too large",
			"The body is larger than the service reads.");

	private final long limit;

	private final ProblemWriter problems;

	BodyLimitFilter(long limit, ProblemWriter problems) {
		this.limit = limit;
		this.problems = problems;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest http = (HttpServletRequest) request;
		if (http.getContentLengthLong() > this.limit) {
			this.problems.write(TOO_LARGE, http, (HttpServletResponse) response);
		}
		else {
			chain.doFilter(new LimitedRequest(http, this.limit), response);
		}
	}

}
