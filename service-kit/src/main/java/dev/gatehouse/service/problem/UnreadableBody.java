package dev.gatehouse.service.problem;

import java.util.List;

import dev.gatehouse.service.problem.Problem.Violation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Where reading a body stopped. Jackson's messages repeat what was sent, so only place
 * and kind are taken.
 */
final class UnreadableBody {

	private UnreadableBody() {
	}

	static Violation violationOf(HttpMessageNotReadableException exception) {
		return switch (exception.getCause()) {
			case UnrecognizedPropertyException ex -> new Violation(pointer(parents(ex)), "unknown-property");
			case DatabindException ex -> new Violation(pointer(ex.getPath()), "format");
			case JacksonException _ -> new Violation("", "malformed-json");
			case null, default -> new Violation("", "required");
		};
	}

	/**
	 * The unknown name itself is the caller's text: only the object that holds it is
	 * named.
	 */
	private static List<JacksonException.Reference> parents(JacksonException exception) {
		List<JacksonException.Reference> path = exception.getPath();
		return path.isEmpty() ? path : path.subList(0, path.size() - 1);
	}

	private static String pointer(List<JacksonException.Reference> path) {
		StringBuilder pointer = new StringBuilder();
		for (JacksonException.Reference reference : path) {
			String name = reference.getPropertyName();
			pointer.append('/').append((name != null) ? name : Integer.toString(reference.getIndex()));
		}
		return pointer.toString();
	}

}
