package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.aop.support.AopUtils;
import org.springframework.cloud.gateway.config.GatewayNoLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;

/**
 * Finds the filters that do something with a request which the walk has let through. The
 * others have nothing left to do: Spring Security's chain is the walk, and the forward
 * room does what Spring Cloud Gateway's routing does.
 */
final class ProjectFilters {

	private static final Set<String> IDLE = Stream
		.of(WebFilterChainProxy.class, RouteToRequestUrlFilter.class, NettyRoutingFilter.class,
				NettyWriteResponseFilter.class, NoFiltersOfSecurity.class,
				GatewayNoLoadBalancerClientAutoConfiguration.class)
		.map(Class::getName)
		.collect(Collectors.toUnmodifiableSet());

	private ProjectFilters() {
	}

	/**
	 * Returns the names of their classes.
	 * @param filters of all requests or all routes
	 * @param security Spring Security's chains, one of which is this gateway's and empty
	 */
	static List<String> names(Stream<?> filters, Stream<SecurityWebFilterChain> security) {
		return Stream.concat(filters, security)
			.map((filter) -> AopUtils.getTargetClass(filter).getName())
			.filter((name) -> !IDLE.contains(outermost(name)))
			.toList();
	}

	/** One of Spring's is within its configuration. */
	private static String outermost(String name) {
		int nested = name.indexOf('$');
		return (nested < 0) ? name : name.substring(0, nested);
	}

}
