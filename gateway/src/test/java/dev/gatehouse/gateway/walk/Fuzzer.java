package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Sends mutated requests and tokens to a gate, many at once, and says what went wrong: an
 * answer of 500 or above although the services are well, a connection that hangs,
 * something at a service that the gateway did not send, a good request that is not
 * served. As a program it goes on for some minutes; CONTRIBUTING.md has its usage.
 */
final class Fuzzer {

	/** A gate that does not wait long for what is missing. */
	static final String[] SETTINGS = { "gatehouse.entry.head-timeout=300ms", "gatehouse.entry.body-timeout=300ms",
			"gatehouse.entry.idle-timeout=200ms" };

	/** By the version that the request came by (RFC 9110, section 7.6.3). */
	private static final List<List<String>> VIA = List.of(List.of("1.0 gatehouse"), List.of("1.1 gatehouse"));

	private static final int AT_ONCE = 48;

	private static final Pattern ANSWER = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3})");

	private final Bank bank;

	private final String token;

	private final Queue<String> faults = new ConcurrentLinkedQueue<>();

	private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

	Fuzzer(Bank bank) {
		this.bank = bank;
		this.token = bank.token().scope("accounts:read accounts:write").text();
	}

	/**
	 * Goes on until it is stopped, or until it finds a fault.
	 * @param arguments minutes, and a seed
	 */
	static void main(String[] arguments) throws InterruptedException {
		int minutes = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 15;
		long seed = (arguments.length > 1) ? Long.parseLong(arguments[1]) : System.nanoTime();
		long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
		int sent = 0;
		try (Bank bank = Bank.open(Stream.of(SETTINGS))) {
			while (System.nanoTime() < end) {
				Fuzzer fuzzer = new Fuzzer(bank);
				List<String> faults = fuzzer.run(5000, seed);
				sent += 5000;
				long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
				System.out.printf("fuzz: %d sent, seed %d, heap %d MB, %d faults%n", sent, seed, heap >> 20,
						faults.size());
				faults.forEach((fault) -> System.out.println("fuzz: " + fault));
				if (!faults.isEmpty()) {
					System.exit(1);
				}
				seed++;
			}
		}
		System.exit(0);
	}

	/** Sends that many mutants and returns what went wrong. */
	List<String> run(int mutants, long seed) throws InterruptedException {
		Mutator mutator = new Mutator(seeds(), this.token, seed);
		this.bank.reset();
		Semaphore places = new Semaphore(AT_ONCE);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < mutants; i++) {
				String request = mutator.next();
				boolean followed = i % 20 == 0;
				places.acquire();
				threads.execute(() -> {
					send(request, followed);
					places.release();
				});
			}
		}
		checkArrivals();
		KeptLog.lines()
			.stream()
			.filter((line) -> line.contains("LEAK:") || line.contains("failed within the gateway"))
			.forEach(this.faults::add);
		return List.copyOf(this.faults);
	}

	private void send(String request, boolean followed) {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			String answers = wire.sendAsFarAsTaken(request).readToEnd();
			Matcher answer = ANSWER.matcher(answers);
			while (answer.find()) {
				int status = Integer.parseInt(answer.group(1));
				this.statuses.merge(status, 1, Integer::sum);
				if (status >= 500 || (status >= 400 && !answers.contains("application/problem+json"))) {
					fault("answered " + status, request);
				}
			}
		}
		catch (IOException ex) {
			fault("hangs", request);
		}
		if (followed && this.bank.send(good()).status() != 200) {
			fault("a good request is not served after", request);
		}
	}

	/**
	 * A request that the gateway did not mean to send lacks what it adds to each, or has
	 * it twice.
	 */
	private void checkArrivals() {
		Set<String> ids = new HashSet<>();
		for (Arrival arrival : this.bank.accounts().arrivals()) {
			boolean own = arrival.values("X-Client-Id").equals(List.of(Bank.ACME))
					&& arrival.values("X-Request-Id").size() == 1 && ids.add(arrival.values("X-Request-Id").getFirst())
					&& VIA.contains(arrival.values("Via")) && arrival.values("Host").size() == 1
					&& arrival.values("Authorization").isEmpty() && arrival.values("X-Forwarded-For").size() == 1
					&& arrival.requestLine().matches("(GET|POST|PUT|DELETE) /v1/accounts[^ ]* HTTP/1\\.1")
					&& arrival.values("Content-Length").size() + arrival.values("Transfer-Encoding").size() <= 1;
			if (!own) {
				fault("reached a service", arrival.toString());
			}
		}
		if (!this.bank.cards().arrivals().isEmpty()) {
			fault("reached another service", this.bank.cards().arrivals().toString());
		}
	}

	private void fault(String what, String request) {
		this.faults.add(what + ": " + request.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n"));
	}

	private Call good() {
		return Call.get("/v1/accounts").token(this.token);
	}

	/** The requests of the corpora. */
	private List<String> seeds() {
		List<String> seeds = new ArrayList<>();
		Vectors.cases("http1-framing", "vectors").forEach((row) -> seeds.add(filledIn(row.path("raw").asString())));
		Vectors.cases("path-bypass", "paths")
			.map((row) -> row.path("path").asString())
			.filter((path) -> path.length() < 1000)
			.forEach((path) -> seeds.add(Call.get(filledIn(path)).token(this.token).text()));
		Vectors.cases("header-spoof", "cases").forEach((row) -> seeds.add(spoofing(row)));
		for (int i = 0; i < 40; i++) {
			seeds.add(good().text());
			seeds.add(Call.post("/v1/accounts", "{\"a\":[1,2,{}]}").token(this.token).text());
			seeds.add(Call.of("PUT", "/v1/accounts/1/name")
				.header("Content-Type", "application/json")
				.token(this.token)
				.chunked("{}")
				.text());
		}
		return seeds;
	}

	private String spoofing(JsonNode row) {
		Call call = good();
		row.path("client_sends").forEach((field) -> call.header(field.get(0).asString(), field.get(1).asString("")));
		return call.text();
	}

	private String filledIn(String template) {
		return template.replace("{{HOST}}", Bank.HOST)
			.replace("{{TOKEN}}", this.token)
			.replace("{{GET}}", "/v1/accounts")
			.replace("{{POST}}", "/v1/accounts")
			.replace("{{ACCOUNTS}}", "/v1/accounts")
			.replace("{{CARDS}}", "/v1/cards")
			.replace("{{LEN}}", "40");
	}

}
