package dev.gatehouse.gateway.partner;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads the plans of a registry, with their parts for single APIs. */
final class PlanReader {

	private static final Set<String> PLAN = Set.of("rate", "burst", "quota", "concurrency", "apis");

	private static final Set<String> PART_OF_A_PLAN = Set.of("rate", "burst", "quota", "concurrency");

	private final Set<String> apis;

	/**
	 * Creates the reader.
	 * @param apis the names that plans may use
	 */
	PlanReader(Set<String> apis) {
		this.apis = apis;
	}

	/** Reads a plan. */
	Plan read(String name, YamlNode node) {
		if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
			throw node.fault("a plan's name is lower-case letters, digits and '-', at most 63");
		}
		Map<String, YamlNode> members = node.members(PLAN);
		YamlNode apis = members.get("apis");
		return limits(name, members, (apis != null) ? parts(name, apis) : Map.of());
	}

	private Map<String, Plan> parts(String name, YamlNode apis) {
		Map<String, Plan> parts = new HashMap<>();
		apis.members().forEach((api, node) -> {
			if (!this.apis.contains(api)) {
				throw node.fault("names no API; there are " + String.join(", ", new TreeSet<>(this.apis)));
			}
			parts.put(api, limits(name + "-" + api, node.members(PART_OF_A_PLAN), Map.of()));
		});
		return parts;
	}

	private static Plan limits(String name, Map<String, YamlNode> members, Map<String, Plan> apis) {
		Plan.Rate rate = rate(members.get("rate"));
		YamlNode burst = members.get("burst");
		YamlNode concurrency = members.get("concurrency");
		if (burst != null && rate == null) {
			throw burst.fault("needs a 'rate' beside it");
		}
		return new Plan(name, rate, (burst != null) ? positive(burst, burst.text()) : 1, quota(members.get("quota")),
				(concurrency != null) ? Math.toIntExact(positive(concurrency, concurrency.text())) : null, apis);
	}

	private static Plan.@Nullable Rate rate(@Nullable YamlNode node) {
		if (node == null) {
			return null;
		}
		String[] parts = node.text().split("/", -1);
		TimeUnit unit = switch ((parts.length == 2) ? parts[1] : "") {
			case "s" -> TimeUnit.SECONDS;
			case "min" -> TimeUnit.MINUTES;
			case "h" -> TimeUnit.HOURS;
			default -> throw node.fault("must be a number per s, min or h, as in 50/s");
		};
		return new Plan.Rate(positive(node, parts[0]), unit.toNanos(1));
	}

	private static Plan.@Nullable Quota quota(@Nullable YamlNode node) {
		if (node == null) {
			return null;
		}
		String[] parts = node.text().split("/", -1);
		String period = (parts.length == 2) ? parts[1] : "";
		if (!period.equals("day") && !period.equals("month")) {
			throw node.fault("must be a number per day or month, as in 1000000/day");
		}
		return new Plan.Quota(positive(node, parts[0]), Plan.Period.valueOf(period.toUpperCase(Locale.ROOT)));
	}

	private static long positive(YamlNode node, String text) {
		if (!text.matches("[1-9]\\d{0,8}")) {
			throw node.fault("must be a whole number from 1 to 999999999");
		}
		return Long.parseLong(text);
	}

}
