package dev.gatehouse.gateway.console;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.console.Overview.Curves;
import dev.gatehouse.gateway.console.Overview.Node;
import dev.gatehouse.gateway.console.Overview.PartnerRow;
import dev.gatehouse.gateway.console.Overview.Rates;
import dev.gatehouse.gateway.partner.Partners;
import org.jspecify.annotations.Nullable;

/**
 * Puts together how the gateway is doing. Looks through all series: not for event loops.
 */
final class Board {

	private final History history;

	private final Tracks tracks;

	private final Tables tables;

	private final Upstreams upstreams;

	private final Parts parts;

	private final Partners partners;

	private final InstantSource clock;

	Board(History history, Tracks tracks, Tables tables, Upstreams upstreams, Parts parts, Partners partners,
			InstantSource clock) {
		this.history = history;
		this.tracks = tracks;
		this.tables = tables;
		this.upstreams = upstreams;
		this.parts = parts;
		this.partners = partners;
		this.clock = clock;
	}

	Overview look() {
		List<Rates> points = this.history.points().stream().map(Board::rates).toList();
		return this.history.sinceOldest((place, seconds) -> {
			Map<String, Sum> byClient = this.tables.byClient(place);
			List<PartnerRow> rows = this.tables.partners(byClient);
			return new Overview(this.clock.instant().toString(), node(), rates(this.history.now()),
					new Curves(History.STEP, History.POINTS, points), round(seconds), this.tables.operations(place),
					rows, byClient.size() - rows.size(), this.tables.refusals(place), this.upstreams.rows(place),
					this.parts.rows(), facts());
		});
	}

	private Node node() {
		Runtime runtime = Runtime.getRuntime();
		long started = ManagementFactory.getRuntimeMXBean().getStartTime();
		String version = Board.class.getPackage().getImplementationVersion();
		return new Node((version != null) ? version : "", Instant.ofEpochMilli(started).toString(),
				round((this.clock.millis() - started) / 1000.0), runtime.totalMemory() - runtime.freeMemory(),
				runtime.maxMemory(), this.tracks.least("process.cpu.usage"), this.partners.size());
	}

	private Map<String, @Nullable Double> facts() {
		Map<String, @Nullable Double> facts = new LinkedHashMap<>();
		facts.put("keysAgeSeconds", this.tracks.least("gatehouse.keys.age"));
		facts.put("keyFetchFailures", this.tracks.sum("gatehouse.key.fetches", "result", "failure"));
		facts.put("tokensRemembered", this.tracks.least("gatehouse.token.cache.tokens"));
		facts.put("tokenCacheHits", this.tracks.sum("gatehouse.token.cache.requests", "result", "hit"));
		facts.put("tokenCacheMisses", this.tracks.sum("gatehouse.token.cache.requests", "result", "miss"));
		facts.put("auditRecords", this.tracks.sum("gatehouse.audit.records"));
		facts.put("auditDropped", this.tracks.sum("gatehouse.audit.dropped"));
		facts.put("auditUp", this.tracks.least("gatehouse.audit.up"));
		facts.put("registryStale", this.tracks.sum("gatehouse.registry.stale"));
		facts.put("revocations", this.tracks.sum("gatehouse.revocations"));
		facts.put("limitStoreUp", this.tracks.least("gatehouse.limit.store.up"));
		facts.put("certificateExpirySeconds", this.tracks.least("gatehouse.certificate.expiry"));
		facts.put("managementRefused", this.tracks.sum("gatehouse.management.refused"));
		return facts;
	}

	private static Rates rates(Point point) {
		return new Rates(round(point.rates()[0]), round(point.rates()[1]), round(point.rates()[2]),
				round(point.rates()[3]), rounded(point.p50()), rounded(point.p95()), rounded(point.p99()));
	}

	private static @Nullable Double rounded(@Nullable Double value) {
		return (value != null) ? (Double) round(value) : null;
	}

	private static double round(double value) {
		return Math.round(value * 1000) / 1000.0;
	}

}
