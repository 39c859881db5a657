package dev.gatehouse.service.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The last page before Tomcat's: what failed outside Spring MVC, in filters or in the
 * container.
 */
@RestController
final class ErrorPage implements ErrorController {

	private final ProblemWriter writer;

	ErrorPage(ProblemWriter writer) {
		this.writer = writer;
	}

	@RequestMapping("${spring.web.error.path:/error}")
	ResponseEntity<byte[]> error(HttpServletRequest request) {
		return this.writer.answer(problemOf(request), request);
	}

	/**
	 * Called directly, not by the container, this is a path like any other that does not
	 * exist.
	 */
	private static Problem problemOf(HttpServletRequest request) {
		if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception exception) {
			return ProblemTable.problemOf(exception);
		}
		HttpStatus status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)
				? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
		return ProblemTable.problemOf((status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR);
	}

}
