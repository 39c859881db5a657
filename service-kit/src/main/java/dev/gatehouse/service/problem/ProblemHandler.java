package dev.gatehouse.service.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Turns whatever a request threw into its problem. What nobody expected is a 500 without
 * a word of the exception.
 */
@Order(0)
@RestControllerAdvice
final class ProblemHandler {

	private static final Logger logger = LoggerFactory.getLogger(ProblemHandler.class);

	private final ProblemWriter writer;

	private final LogThrottle outages = new LogThrottle();

	ProblemHandler(ProblemWriter writer) {
		this.writer = writer;
	}

	@ExceptionHandler
	@Nullable ResponseEntity<byte[]> answer(Exception exception, HttpServletRequest request) {
		if (exception instanceof AsyncRequestNotUsableException) {
			return null;
		}
		Problem problem = ProblemTable.problemOf(exception);
		log(problem, exception);
		return this.writer.answer(problem, request);
	}

	private void log(Problem problem, Exception exception) {
		if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
			if (this.outages.permits()) {
				logger.warn("refused: {} ({})", problem.name(), exception.getClass().getSimpleName());
			}
		}
		else if (problem.status().is5xxServerError()) {
			logger.error("failed: {}", problem.name(), exception);
		}
		else {
			logger.debug("refused: {}", problem.name());
		}
	}

}
