package dev.gatehouse.service.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Where the handlers of a service and the operations of its contract are not the same.
 */
final class Coverage {

	private Coverage() {
	}

	/**
	 * A sentence for every handler without operation, operation without handler, and
	 * operation with two.
	 */
	static List<String> gaps(Contract contract, RequestMappingHandlerMapping handlers) {
		List<String> handled = handled(handlers);
		List<String> promised = contract.operations().stream().map(Operation::name).toList();
		List<String> gaps = new ArrayList<>();
		promised.stream()
			.filter((name) -> !handled.contains(name))
			.forEach((name) -> gaps.add(name + " has no handler"));
		handled.stream().distinct().forEach((name) -> {
			if (!promised.contains(name)) {
				gaps.add(name + " is not in the contract");
			}
			if (handled.indexOf(name) != handled.lastIndexOf(name)) {
				gaps.add(name + " has two handlers");
			}
		});
		return gaps;
	}

	private static List<String> handled(RequestMappingHandlerMapping handlers) {
		List<String> found = new ArrayList<>();
		handlers.getHandlerMethods().forEach((mapping, handler) -> {
			if (!isErrorPage(handler)) {
				found.addAll(names(mapping));
			}
		});
		return found;
	}

	private static boolean isErrorPage(HandlerMethod handler) {
		return ErrorController.class.isAssignableFrom(handler.getBeanType());
	}

	private static List<String> names(RequestMappingInfo mapping) {
		Set<String> paths = mapping.getPatternValues();
		List<String> methods = mapping.getMethodsCondition().getMethods().stream().map(Enum::name).toList();
		List<String> known = methods.isEmpty() ? List.of("ANY") : methods;
		return paths.stream().flatMap((path) -> known.stream().map((method) -> method + ' ' + path)).toList();
	}

}
