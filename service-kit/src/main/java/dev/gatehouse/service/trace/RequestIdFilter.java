package dev.gatehouse.service.trace;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.MDC;

/**
 * Puts the request's id where the log ({@code requestId} in the MDC) and the problems
 * find it.
 */
final class RequestIdFilter implements Filter {

	private static final String LOG_KEY = "requestId";

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		RequestId id = idOf((HttpServletRequest) request);
		id.remember(request);
		MDC.put(LOG_KEY, id.value());
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(LOG_KEY);
		}
	}

	private static RequestId idOf(HttpServletRequest request) {
		String given = request.getHeader(RequestId.HEADER);
		return new RequestId((given != null && RequestId.isWellFormed(given)) ? given : UUID.randomUUID().toString());
	}

}
