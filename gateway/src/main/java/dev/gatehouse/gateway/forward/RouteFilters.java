package dev.gatehouse.gateway.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.cloud.gateway.filter.GatewayFilter;

/** The filters that settings put on the routes of an API. Made once, at the start. */
final class RouteFilters {

	private static final String KEY = "gatehouse.filters.";

	private final Map<String, List<GatewayFilter>> byApi = new HashMap<>();

	RouteFilters(Set<String> apis, Map<String, List<String>> definitions, FilterLoader loader) {
		definitions.keySet().forEach((api) -> InvalidSetting.check(apis.contains(api), KEY + api, "names no API"));
		apis.forEach((api) -> this.byApi.put(api, load(api, definitions.getOrDefault(api, List.of()), loader)));
	}

	private static List<GatewayFilter> load(String api, List<String> definitions, FilterLoader loader) {
		try {
			return loader.load(api, definitions);
		}
		catch (RuntimeException ex) {
			throw new InvalidSetting(KEY + api, definitions + " cannot be used: " + ex.getMessage());
		}
	}

	Map<String, List<GatewayFilter>> byApi() {
		return this.byApi;
	}

	/** Returns the APIs whose routes have any. */
	Set<String> filtered() {
		return this.byApi.keySet()
			.stream()
			.filter((api) -> !this.byApi.getOrDefault(api, List.of()).isEmpty())
			.collect(Collectors.toUnmodifiableSet());
	}

}
