package dev.gatehouse.service.revision;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Hands If-Match to every controller method that asks for an {@link IfMatch}, and insists
 * on it; a method that asks for an {@code Optional} of it goes on without.
 */
final class IfMatchResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.nestedIfOptional().getNestedParameterType() == IfMatch.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		String[] lines = request.getHeaderValues(IfMatch.HEADER);
		IfMatch sent = (lines != null && lines.length > 0) ? IfMatchParser.parse(List.of(lines)) : null;
		if (parameter.getParameterType() == Optional.class) {
			return Optional.ofNullable(sent);
		}
		return (sent != null) ? sent : IfMatch.missing();
	}

}
