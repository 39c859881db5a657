package dev.gatehouse.service.problem;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.tomcat.util.http.InvalidParameterException;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * The table from exception to problem: a service's own refusals, broken contracts, HTTP,
 * storage, the rest.
 */
final class ProblemTable {

	private ProblemTable() {
	}

	static Problem problemOf(Exception exception) {
		return carriedBy(exception).or(() -> ContractViolations.problemOf(exception))
			.or(() -> http(exception))
			.or(() -> storage(exception))
			.orElseGet(() -> problemOf(HttpStatus.INTERNAL_SERVER_ERROR));
	}

	/** What to say when only the status is known. */
	static Problem problemOf(HttpStatus status) {
		return switch (status.value()) {
			case 404 -> Problem.notFound();
			case 405 -> Problem.of(status, "method-not-allowed", "Method not allowed",
					"This resource does not know this method.");
			case 406 ->
				Problem.of(status, "not-acceptable", "Not acceptable", "The service answers in application/json only.");
			case 415 -> Problem.of(status, "unsupported-media-type", "Unsupported media type",
					"The body has to be application/json.");
			case 413 ->
				Problem.of(status, "body-too-large", "Body too large", "The body is larger than the service reads.");
			case 503 -> Problem.storageUnavailable();
			default -> status.is4xxClientError()
					? Problem.of(status, "bad-request", "Bad request", "The request cannot be understood.")
					: Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Internal error",
							"The service failed; the request id helps to find out why.");
		};
	}

	/**
	 * Also a refusal that a parser or converter has wrapped, as when the body turns out
	 * too large while it is read.
	 */
	private static Optional<Problem> carriedBy(Exception exception) {
		for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
			if (cause instanceof ProblemException refusal) {
				return Optional.of(refusal.problem());
			}
		}
		return Optional.empty();
	}

	private static Optional<Problem> http(Exception exception) {
		return switch (exception) {
			case HttpRequestMethodNotSupportedException ex -> Optional.of(methodNotAllowed(ex));
			case NoResourceFoundException _, NoHandlerFoundException _ -> Optional.of(Problem.notFound());
			case HttpMediaTypeNotSupportedException _ -> Optional.of(problemOf(HttpStatus.UNSUPPORTED_MEDIA_TYPE));
			case HttpMediaTypeNotAcceptableException _ -> Optional.of(problemOf(HttpStatus.NOT_ACCEPTABLE));
			// Tomcat's, when somebody asks for a parameter of a query that cannot be
			// read.
			case InvalidParameterException _ -> Optional.of(problemOf(HttpStatus.BAD_REQUEST));
			case ErrorResponse ex -> Optional.ofNullable(HttpStatus.resolve(ex.getStatusCode().value()))
				.filter(HttpStatus::isError)
				.map(ProblemTable::problemOf);
			default -> Optional.empty();
		};
	}

	private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException exception) {
		Set<HttpMethod> supported = Optional.ofNullable(exception.getSupportedHttpMethods()).orElse(Set.of());
		String allow = supported.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
		return problemOf(HttpStatus.METHOD_NOT_ALLOWED).header("Allow", allow);
	}

	private static Optional<Problem> storage(Exception exception) {
		return StorageFault.isOutage(exception) ? Optional.of(Problem.storageUnavailable()) : Optional.empty();
	}

}
