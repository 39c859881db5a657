package dev.gatehouse.service.storage;

import java.io.IOException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** Gives every request, health included, its deadline. */
final class DeadlineFilter implements Filter {

	private final DeadlineTimer timer;

	DeadlineFilter(DeadlineTimer timer) {
		this.timer = timer;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Deadline deadline = new Deadline(this.timer);
		deadline.begin();
		try {
			chain.doFilter(request, response);
		}
		finally {
			deadline.end();
		}
	}

}
