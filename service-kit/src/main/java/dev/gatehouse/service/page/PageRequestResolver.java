package dev.gatehouse.service.page;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads {@code limit} and {@code cursor}; whatever is not exactly a limit or a cursor of
 * this list is a 400.
 */
final class PageRequestResolver implements HandlerMethodArgumentResolver {

	private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == PageRequest.class;
	}

	@Override
	public PageRequest resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		HttpServletRequest http = (HttpServletRequest) request.getNativeRequest();
		String scope = http.getHeader(Caller.HEADER) + ' ' + http.getServletPath();
		return new PageRequest(scope, limit(http), position(http, scope));
	}

	private static int limit(HttpServletRequest request) {
		return single(request, "limit").map((text) -> {
			int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
			if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
				throw Problem.invalid("query/limit", "range").exception();
			}
			return limit;
		}).orElse(PageRequest.DEFAULT_LIMIT);
	}

	private static Position position(HttpServletRequest request, String scope) {
		return single(request, "cursor")
			.map((text) -> Cursor.decode(scope, text)
				.orElseThrow(() -> Problem.invalid("query/cursor", "format").exception())
				.position())
			.orElse(Position.START);
	}

	private static Optional<String> single(HttpServletRequest request, String name) {
		String[] values = request.getParameterValues(name);
		if (values == null) {
			return Optional.empty();
		}
		if (values.length > 1) {
			throw Problem.invalid("query/" + name, "repeated").exception();
		}
		return Optional.of(values[0]);
	}

}
