package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.EmptyService;
import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.Load;
import dev.gatehouse.system.Metrics;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.Revocations;
import dev.gatehouse.system.StoreProcess;
import dev.gatehouse.system.StoreRelay;

/**
 * Four gateways of one bank that share a store. Each of the five can be hurt, and so can
 * what is between them.
 */
final class FourGateways implements AutoCloseable {

	/** What the partner without limits may read. */
	static final String CARDS = "/v1/cards";

	private static final String PARTNERS = """
			plans:
			  paced: {rate: 40/s, burst: 40}
			  counted: {quota: 400/day}
			  steady: {quota: 1000/day}
			  open: {}
			partners:
			  acme-treasury: {name: Acme, status: active, plan: paced, scopes: ["accounts:read"], contact: a@acme.example}
			  globex-lending: {name: Globex, status: active, plan: counted, scopes: ["loans:read"], contact: a@globex.example}
			  initech-cards: {name: Initech, status: active, plan: open, scopes: ["cards:read"], contact: a@initech.example}
			  umbrella-frozen: {name: Umbrella, status: active, plan: steady, scopes: ["accounts:read"], contact: a@umbrella.example}
			""";

	private final EmptyService service = new EmptyService();

	private final List<GatewayProcess> gateways = new ArrayList<>();

	private final Bank bank;

	private final Path folder;

	private final StoreProcess store;

	private final StoreRelay relay;

	FourGateways(Bank bank, Path folder) {
		this.bank = bank;
		this.folder = folder;
		this.store = new StoreProcess(folder);
		this.relay = new StoreRelay(this.store.port());
		try {
			Files.writeString(folder.resolve("partners.yaml"), PARTNERS);
			for (int i = 0; i < 4; i++) {
				this.gateways.add(gateway(Files.createDirectory(folder(i))));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.gateways.forEach(GatewayProcess::awaitReady);
	}

	private Path folder(int number) {
		return this.folder.resolve("gateway-" + number);
	}

	private static Path kept(Path own) {
		return own.resolve("revocations.json");
	}

	private GatewayProcess gateway(Path own) {
		return new GatewayProcess(this.bank, this.service.url(), own,
				Map.of("GATEHOUSE_STORE", this.relay.url(), "GATEHOUSE_PARTNERS",
						this.folder.resolve("partners.yaml").toString(), "GATEHOUSE_REVOCATIONS_FILE",
						kept(own).toString(), "GATEHOUSE_MANAGEMENT_SECRET",
						this.bank.credential("GATEHOUSE_MANAGEMENT_SECRET"), "GATEHOUSE_ISSUER_CUTOFFS_URI",
						this.bank.issuer() + "/gatehouse/cutoffs", "GATEHOUSE_ISSUER_CUTOFFS_CLIENTSECRET",
						this.bank.credential("BANK_GATEWAY_SECRET")));
	}

	List<GatewayProcess> all() {
		return List.copyOf(this.gateways);
	}

	GatewayProcess get(int number) {
		return this.gateways.get(number);
	}

	StoreProcess store() {
		return this.store;
	}

	StoreRelay relay() {
		return this.relay;
	}

	/** The service behind them. */
	EmptyService service() {
		return this.service;
	}

	/** Calls of this path, by this partner. */
	Load load(String partner, String path) {
		return new Load(token(partner), path);
	}

	/** Has each of them called as often each second, for so long at most. */
	void offer(Load load, Duration time, int... perSecond) {
		for (int i = 0; i < perSecond.length; i++) {
			load.offer(get(i).url(), perSecond[i], time);
		}
	}

	/** Whether all of them tell that their limits are shared, or that none are. */
	boolean tell(boolean shared) {
		String word = shared ? "reachable" : "away";
		return this.gateways.stream()
			.map(GatewayProcess::management)
			.allMatch((management) -> health(management).equals(word)
					&& Metrics.sum(management, "gatehouse_limit_store_up ") == (shared ? 1 : 0));
	}

	private String health(URI management) {
		return Partner.readAt(management, this.bank.credential("GATEHOUSE_MANAGEMENT_SECRET"), "/actuator/health")
			.expect(200)
			.text("/components/limitStore/details/store");
	}

	/** Starts one anew that was killed, with what it has kept on disk. */
	GatewayProcess restart(int number) {
		GatewayProcess next = gateway(folder(number));
		this.gateways.set(number, next);
		return next;
	}

	/** What one of them has on disk of what is revoked. */
	String kept(int number) {
		try {
			return Files.readString(kept(folder(number)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Where one of them is told what to revoke. */
	Revocations revocations(int number) {
		return new Revocations(get(number).management(), this.bank.credential("GATEHOUSE_MANAGEMENT_SECRET"));
	}

	/** A token of this partner, fetched anew. */
	String token(String partner) {
		return new Partner(this.bank, partner).token("");
	}

	/** Which of them refuse a token because it was ended. */
	List<Integer> refusing(String token) {
		return IntStream.range(0, this.gateways.size())
			.filter((number) -> refuses(get(number).url(), token))
			.boxed()
			.toList();
	}

	/**
	 * Whether the gateway at this address does. A partner that may not read cards is
	 * refused for that, and nothing is counted.
	 */
	static boolean refuses(URI gateway, String token) {
		Answer answer = Partner.readAt(gateway, token, CARDS);
		return answer.status() == 401 && answer.text("/reason").equals("revoked");
	}

	@Override
	public void close() {
		this.gateways.forEach(GatewayProcess::close);
		this.relay.close();
		this.store.close();
		this.service.close();
	}

}
