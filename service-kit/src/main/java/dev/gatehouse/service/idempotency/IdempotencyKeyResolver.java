package dev.gatehouse.service.idempotency;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Hands the key to every controller method that asks for an {@link IdempotencyKey}, and
 * insists on it.
 */
final class IdempotencyKeyResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == IdempotencyKey.class;
	}

	@Override
	public IdempotencyKey resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		HttpServletRequest http = (HttpServletRequest) request.getNativeRequest();
		String operation = http.getMethod() + ' ' + http.getServletPath();
		return new IdempotencyKey(http.getHeader(Caller.HEADER), operation, value(request));
	}

	private static String value(NativeWebRequest request) {
		String[] sent = request.getHeaderValues(IdempotencyKey.HEADER);
		if (sent == null || sent.length == 0) {
			throw Problem
				.of(HttpStatus.BAD_REQUEST, "idempotency-key-missing", "Idempotency key missing",
						"This operation creates something and needs an Idempotency-Key.")
				.exception();
		}
		if (sent.length > 1 || !IdempotencyKey.isWellFormed(sent[0])) {
			throw Problem.invalid("header/" + IdempotencyKey.HEADER, "format").exception();
		}
		return sent[0];
	}

}
