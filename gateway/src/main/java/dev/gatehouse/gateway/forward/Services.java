package dev.gatehouse.gateway.forward;

import java.util.Map;

/** The services by API. Closes their connections with the gateway. */
record Services(Map<String, Service> byApi) implements AutoCloseable {

	Services {
		byApi = Map.copyOf(byApi);
	}

	Service of(String api) {
		Service service = this.byApi.get(api);
		if (service == null) {
			throw new IllegalArgumentException("no service for " + api);
		}
		return service;
	}

	@Override
	public void close() {
		this.byApi.values().forEach((service) -> service.upstream().close());
	}

}
