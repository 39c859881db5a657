package dev.gatehouse.gateway.forward;

import java.util.Map;

/** The services by API. Closes their connections with the gateway. */
record Upstreams(Map<String, Upstream> byApi) implements AutoCloseable {

	Upstream of(String api) {
		Upstream upstream = this.byApi.get(api);
		if (upstream == null) {
			throw new IllegalArgumentException("no upstream for " + api);
		}
		return upstream;
	}

	@Override
	public void close() {
		this.byApi.values().forEach(Upstream::close);
	}

}
