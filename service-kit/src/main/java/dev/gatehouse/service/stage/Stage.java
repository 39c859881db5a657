package dev.gatehouse.service.stage;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;

/** The filters in the order a request meets them. Only this table knows the order. */
public enum Stage {

	/** Names the request, so that every later refusal can be found in the log. */
	REQUEST_ID,
	/** Starts the clock that storage has to beat. */
	DEADLINE,
	/** Refuses who did not come through the gateway. */
	CALLER,
	/** Refuses what is too large to read. */
	BODY_LIMIT;

	public <F extends Filter> FilterRegistrationBean<F> register(F filter) {
		FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100 + ordinal());
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
