package dev.gatehouse.service.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gatehouse.service.problem.Problem.Violation;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Says where a request breaks the contract, and which rule: places and rules only, never
 * the values sent.
 */
final class ContractViolations {

	private ContractViolations() {
	}

	static Optional<Problem> problemOf(Exception exception) {
		List<Violation> errors = switch (exception) {
			case BindException ex -> ex.getAllErrors().stream().map(ContractViolations::ofBody).toList();
			case HandlerMethodValidationException ex ->
				ex.getParameterValidationResults().stream().flatMap(ContractViolations::ofParameter).toList();
			case HttpMessageNotReadableException ex -> List.of(UnreadableBody.violationOf(ex));
			case MethodArgumentTypeMismatchException ex -> List.of(new Violation(pointer(ex.getParameter()), "format"));
			case MissingServletRequestParameterException ex ->
				List.of(new Violation("query/" + ex.getParameterName(), "required"));
			case MissingRequestHeaderException ex -> List.of(new Violation("header/" + ex.getHeaderName(), "required"));
			case ServletRequestBindingException _ -> List.of(new Violation("", "request"));
			default -> List.of();
		};
		return errors.isEmpty() ? Optional.empty() : Optional.of(Problem.invalid(errors));
	}

	private static Violation ofBody(ObjectError error) {
		String field = (error instanceof FieldError fieldError) ? fieldError.getField() : "";
		return new Violation(jsonPointer(field), rule(error.getCode()));
	}

	private static Stream<Violation> ofParameter(ParameterValidationResult result) {
		if (result instanceof ParameterErrors errors) {
			return errors.getAllErrors().stream().map(ContractViolations::ofBody);
		}
		String pointer = pointer(result.getMethodParameter());
		return result.getResolvableErrors().stream().map((error) -> new Violation(pointer, rule(lastCode(error))));
	}

	private static @Nullable String lastCode(MessageSourceResolvable error) {
		String[] codes = error.getCodes();
		return (codes != null && codes.length > 0) ? codes[codes.length - 1] : null;
	}

	private static String pointer(MethodParameter parameter) {
		String place = parameter.hasParameterAnnotation(PathVariable.class) ? "path/" : "query/";
		return place + parameter.getParameterName();
	}

	/** {@code lines[0].amount} is {@code /lines/0/amount}. */
	private static String jsonPointer(String field) {
		return field.isEmpty() ? "" : "/" + field.replace("]", "").replace('[', '/').replace('.', '/');
	}

	/** {@code NotBlank} is {@code not-blank}. */
	private static String rule(@Nullable String code) {
		return (code != null) ? code.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) : "invalid";
	}

}
