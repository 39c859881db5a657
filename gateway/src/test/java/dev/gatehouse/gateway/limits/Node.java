package dev.gatehouse.gateway.limits;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.store.StoreSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway's limits, with requests that come to it. */
final class Node implements AutoCloseable {

	static final String API = "accounts";

	/** Has the process say how many it has admitted in all, after which it waits. */
	static final char END = '.';

	static final Patience PATIENT = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5));

	private final SharedCounts counts;

	private final Limits limits;

	private final Map<String, Partner> registry = new ConcurrentHashMap<>();

	private final AtomicLong slow = new AtomicLong();

	private final AtomicLong decided = new AtomicLong();

	private final AtomicInteger coming = new AtomicInteger();

	private final AtomicLong admitted = new AtomicLong();

	/** Whatever a request ended with that is neither a permit nor a refusal. */
	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final ScheduledExecutorService load = Executors.newScheduledThreadPool(1);

	/** One that waits for the store as long as a busy machine may take. */
	Node(String store) {
		this(store, PATIENT);
	}

	Node(String store, Patience patience) {
		this(store, patience, 1);
	}

	/** One that is told how many gateways there are, and who may call. */
	Node(String store, Patience patience, int gateways, Partner... partners) {
		Stream.of(partners).forEach(this::register);
		this.counts = new SharedCounts(new StoreSettings(store), gateways, patience, System::nanoTime,
				InstantSource.system(), this.registry::values);
		this.limits = new Limits(this.counts, this.registry::get, System::nanoTime);
	}

	/** Admits as the walk does. */
	@Nullable Permit admit(Partner partner) {
		long began = System.nanoTime();
		try {
			Permit permit = this.limits.admit(partner, API);
			if (permit == null) {
				this.counts.awaitNews().join();
				permit = this.limits.admitAsKnown(partner, API);
			}
			this.admitted.incrementAndGet();
			return permit;
		}
		catch (Refusal refusal) {
			return null;
		}
		finally {
			this.decided.incrementAndGet();
			this.slow.addAndGet((System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(5)) ? 1 : 0);
		}
	}

	/** Has the partner be another one from now on. */
	void register(Partner partner) {
		this.registry.put(partner.client(), partner);
	}

	/** Sends so many requests at once. Returns how many were admitted. */
	int admit(Partner partner, int requests) {
		int number = 0;
		for (int i = 0; i < requests; i++) {
			number += isAdmitted(partner) ? 1 : 0;
		}
		return number;
	}

	boolean isAdmitted(Partner partner) {
		Permit permit = admit(partner);
		if (permit != null) {
			permit.release();
		}
		return permit != null;
	}

	/** Has requests come steadily from now on, however long each of them takes. */
	void receive(Partner partner, int perSecond) {
		this.load.scheduleAtFixedRate(() -> start(partner), 0, TimeUnit.SECONDS.toNanos(1) / perSecond,
				TimeUnit.NANOSECONDS);
	}

	/** Has no more requests come, and waits for the last of them. */
	private void stop() {
		this.load.shutdown();
		Awaitility.await().until(() -> this.load.isTerminated() && this.coming.get() == 0);
	}

	private void start(Partner partner) {
		this.coming.incrementAndGet();
		Thread.ofVirtual().uncaughtExceptionHandler((thread, error) -> this.failures.add(error)).start(() -> {
			isAdmitted(partner);
			this.coming.decrementAndGet();
		});
	}

	long admitted() {
		return this.admitted.get();
	}

	/** Returns what part of the decisions since this was last asked took above 5 ms. */
	double slowPart() {
		return (double) this.slow.getAndSet(0) / Math.max(1, this.decided.getAndSet(0));
	}

	Standing standing(Partner partner) {
		return this.limits.standing(partner);
	}

	Limits limits() {
		return this.limits;
	}

	boolean isUp() {
		return this.counts.isUp();
	}

	int nodes() {
		return this.counts.nodes();
	}

	@Override
	public void close() {
		this.load.shutdownNow();
		this.limits.close();
		assertThat(this.failures).isEmpty();
	}

	static Partner partner(String client, Plan plan) {
		return new Partner(client, true, plan, Set.of(), List.of(), Partner.Binding.NONE);
	}

	static Plan rate(int perSecond, int burst) {
		return new Plan("standard", new Plan.Rate(perSecond, TimeUnit.SECONDS.toNanos(1)), burst, null, null);
	}

	static Plan quota(long requests) {
		return new Plan("standard", null, 1, new Plan.Quota(requests, Plan.Period.DAY), null);
	}

	/** Takes of a quota until it is killed, in a process of its own. */
	public static void main(String[] arguments) throws IOException {
		Node node = new Node(arguments[0]);
		// Until then it would keep to its share, of which nobody hears if it is killed.
		Awaitility.await().until(node::isUp);
		node.receive(partner(arguments[1], quota(Long.parseLong(arguments[2]))), 500);
		while (true) {
			System.out.println(node.admitted());
			int asked = System.in.read();
			if (asked < 0) {
				return;
			}
			if (asked == END) {
				node.stop();
			}
		}
	}

}
