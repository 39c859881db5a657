package dev.gatehouse.gateway.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.gatehouse.gateway.console.Overview.OperationRow;
import dev.gatehouse.gateway.console.Overview.PartnerRow;
import dev.gatehouse.gateway.console.Overview.RefusalRow;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.limits.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Who called what since a mark, and why it was refused. No table is longer than one can
 * read.
 */
final class Tables {

	/** Rows of a table of what has no bound. */
	static final int LONGEST = 20;

	/** Rows of the operations. */
	static final int OPERATIONS = 60;

	private final Tracks tracks;

	private final List<Operation> operations;

	private final Function<String, @Nullable Standing> limits;

	/**
	 * @param limits returns what is left of a client's plan; null: it is not registered
	 */
	Tables(Tracks tracks, List<Operation> operations, Function<String, @Nullable Standing> limits) {
		this.tracks = tracks;
		this.operations = operations;
		this.limits = limits;
	}

	/** Those of all contracts, the busiest first, and what came for none of them. */
	List<OperationRow> operations(int place) {
		Map<List<String>, Sum> sums = new LinkedHashMap<>();
		Map<List<String>, String> calls = new HashMap<>();
		for (Operation operation : this.operations) {
			List<String> key = List.of(operation.api(), operation.id());
			sums.put(key, new Sum());
			calls.put(key, operation.method() + " " + operation.path());
		}
		for (Track track : this.tracks.of(Tracks.REQUESTS)) {
			List<String> key = List.of(track.tag("api"), track.tag("operation"));
			sums.computeIfAbsent(key, (unknown) -> new Sum()).add(track.tag("outcome"), track.since(place));
		}
		return sums.entrySet()
			.stream()
			.map((entry) -> row(entry.getKey(), calls.getOrDefault(entry.getKey(), ""), entry.getValue()))
			.sorted(Comparator.comparingDouble(OperationRow::requests).reversed())
			.limit(OPERATIONS)
			.toList();
	}

	private static OperationRow row(List<String> name, String call, Sum sum) {
		return new OperationRow(name.getFirst(), name.getLast(), call, sum.all(), sum.of("refused"), sum.of("failed"),
				sum.of("aborted"), sum.millis(0.5), sum.millis(0.95), sum.millis(0.99));
	}

	/** Those that called most; strangers are one of them. */
	List<PartnerRow> partners(Map<String, Sum> byClient) {
		return byClient.entrySet()
			.stream()
			.sorted(Comparator.comparingDouble((Map.Entry<String, Sum> entry) -> entry.getValue().all())
				.reversed()
				.thenComparing(Map.Entry.comparingByKey()))
			.limit(LONGEST)
			.map((entry) -> row(entry.getKey(), entry.getValue()))
			.toList();
	}

	/** Whoever has called, with how often. */
	Map<String, Sum> byClient(int place) {
		return sums(this.tracks.of(Tracks.PARTNERS), "client", "outcome", place);
	}

	private PartnerRow row(String client, Sum sum) {
		return new PartnerRow(client, sum.all(), sum.of("refused"), sum.of("failed"), sum.of("aborted"),
				this.limits.apply(client));
	}

	/** Each reason, the most frequent first. */
	List<RefusalRow> refusals(int place) {
		return sums(this.tracks.of(Tracks.REFUSALS), "reason", "client", place).entrySet().stream().map((entry) -> {
			Map.Entry<String, Double> most = entry.getValue().most();
			return new RefusalRow(entry.getKey(), entry.getValue().all(), most.getKey(), most.getValue());
		}).sorted(Comparator.comparingDouble(RefusalRow::requests).reversed()).limit(LONGEST).toList();
	}

	private static Map<String, Sum> sums(Collection<Track> tracks, String tag, String part, int place) {
		Map<String, Sum> sums = new HashMap<>();
		for (Track track : tracks) {
			double[] grown = track.since(place);
			if (grown[0] > 0) {
				sums.computeIfAbsent(track.tag(tag), (name) -> new Sum()).add(track.tag(part), grown);
			}
		}
		return sums;
	}

}
