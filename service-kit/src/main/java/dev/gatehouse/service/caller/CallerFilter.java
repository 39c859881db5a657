package dev.gatehouse.service.caller;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.problem.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.http.HttpStatus;

/**
 * Refuses every request that does not name exactly one well-formed caller, whatever its
 * path: only health may be asked by nobody. Fails closed, because what reaches a service
 * without a caller did not come through the gateway.
 */
final class CallerFilter implements Filter {

	private static final String HEALTH = "/actuator/health";

	private static final String LOG_KEY = "client";

	private static final Problem NO_CALLER = Problem.of(HttpStatus.FORBIDDEN, "no-caller", "No caller",
			"The request names no caller, or more than one.");

	private final ProblemWriter problems;

	CallerFilter(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest http = (HttpServletRequest) request;
		List<String> named = Collections.list(http.getHeaders(Caller.HEADER));
		if (isHealth(http)) {
			chain.doFilter(request, response);
		}
		else if (named.size() == 1 && Caller.isWellFormed(named.getFirst())) {
			proceed(new Caller(named.getFirst()), request, response, chain);
		}
		else {
			this.problems.write(NO_CALLER, http, (HttpServletResponse) response);
		}
	}

	private static void proceed(Caller caller, ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		request.setAttribute(Caller.class.getName(), caller);
		MDC.put(LOG_KEY, caller.id());
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(LOG_KEY);
		}
	}

	/**
	 * The path as the container maps it: decoded and normalised, so that no spelling
	 * leads past this filter.
	 */
	private static boolean isHealth(HttpServletRequest request) {
		String path = request.getServletPath();
		return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
	}

}
