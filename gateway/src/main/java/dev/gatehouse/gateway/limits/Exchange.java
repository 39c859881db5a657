package dev.gatehouse.gateway.limits;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.gateway.store.StoreAway;
import org.jspecify.annotations.Nullable;

/*
 * What comes back is looked at before anything is done with it: a store that answers out of its wits must not open a limit,
 * nor shut one for ever.
 */
/** What is told to the store at once, and its answer. */
final class Exchange {

	/**
	 * Of all keys. The number is that of the form of what they hold: gateways of two
	 * releases that differ in it count each for itself.
	 */
	static final String PREFIX = "gatehouse:2:";

	private static final List<String> KEYS = List.of(PREFIX + "clock", PREFIX + "nodes");

	private static final int HEAD = 3;

	private static final int EACH = 3;

	private static final long MOST_NODES = 10_000;

	/** The year 2020. Another day would begin another quota. */
	private static final long EARLIEST_MICROS = 1_577_836_800_000_000L;

	/**
	 * Until the year 2200. No quota is as large either, and the script takes none that
	 * is.
	 */
	private static final long LATEST_MICROS = 7_258_118_400_000_000L;

	private final List<Report> reports;

	private final long sent;

	private Exchange(List<Report> reports, long sent) {
		this.reports = reports;
		this.sent = sent;
	}

	/**
	 * Exchanges these reports, or none: then the store hears that this node lives.
	 * @throws StoreAway if that came to nothing; nothing has changed here then
	 */
	static void run(LeaseStore store, StoreState state, String node, List<Report> reports, long now, boolean leaving)
			throws StoreAway {
		new Exchange(reports, now).run(store, state, node, leaving);
	}

	private void run(LeaseStore store, StoreState state, String node, boolean leaving) throws StoreAway {
		StoreTime time = state.time();
		List<String> keys = new ArrayList<>(KEYS);
		List<String> arguments = new ArrayList<>(4 + this.reports.size() * Report.ARGUMENTS);
		arguments.add(node);
		arguments.add(Long.toString((time.born() != 0) ? time.micros(this.sent) : 0));
		arguments.add(leaving ? "1" : "0");
		arguments.add(Long.toString(Lease.LIFE / 1000));
		for (Report report : this.reports) {
			keys.add(report.lease().key());
			report.addTo(arguments, this.sent);
		}
		read(numbers(store.exchange(keys, arguments, HEAD + EACH * this.reports.size())), state);
	}

	private long[] numbers(List<@Nullable Object> answer) throws StoreAway {
		long[] numbers = new long[HEAD + EACH * this.reports.size()];
		check(answer.size() == numbers.length);
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = (answer.get(i) instanceof Long number) ? number : -1;
			check(numbers[i] >= 0);
		}
		return numbers;
	}

	private void read(long[] answer, StoreState state) throws StoreAway {
		check(answer[0] >= EARLIEST_MICROS && answer[0] < LATEST_MICROS);
		check(answer[1] >= 1 && answer[1] <= MOST_NODES);
		check(answer[2] >= 1);
		for (int i = 0; i < this.reports.size(); i++) {
			check(isSound(this.reports.get(i), answer, HEAD + EACH * i));
		}
		StoreTime time = new StoreTime(this.sent, answer[0], answer[2]);
		state.answered((int) answer[1], time);
		for (int i = 0; i < this.reports.size(); i++) {
			int at = HEAD + EACH * i;
			this.reports.get(i)
				.lease()
				.answered(this.reports.get(i), answer[at], answer[at + 1], answer[at + 2], this.sent, time);
		}
	}

	private static boolean isSound(Report report, long[] answer, int at) {
		boolean possible = report.isPossible(answer[at]) && answer[at + 2] <= answer[at + 1]
				&& answer[at + 1] < LATEST_MICROS;
		return possible && (!report.terms().isRate() || answer[at + 1] <= answer[0] + 2 * report.terms().span() + 1);
	}

	private static void check(boolean sound) throws StoreAway {
		if (!sound) {
			throw new StoreAway("it does not answer as the script does", null);
		}
	}

}
