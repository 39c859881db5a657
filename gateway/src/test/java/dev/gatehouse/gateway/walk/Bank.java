package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * The gate with what stands around it: an issuer, two services, contracts and a registry,
 * each made for one test class and gone with it.
 */
final class Bank implements AutoCloseable {

	static final String AUDIENCE = "bank-gateway";

	static final String HOST = "api.bank.example";

	/** Active, may read and write accounts, without limits. */
	static final String ACME = "acme-treasury";

	private static final String[] FILES = { "contracts/accounts.yaml", "contracts/cards.yaml", "partners.yaml" };

	private final Issuer issuer = new Issuer();

	private final ServiceStub accounts = new ServiceStub();

	private final ServiceStub cards = new ServiceStub();

	private final Path folder;

	private @Nullable Gate gate;

	Bank() {
		try {
			this.folder = Files.createTempDirectory("bank");
			Files.createDirectory(this.folder.resolve("contracts"));
			for (String file : FILES) {
				try (InputStream source = Bank.class.getResourceAsStream("/walk/" + file)) {
					Files.copy(Objects.requireNonNull(source), this.folder.resolve(file));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Opens a bank whose gate knows the issuer's keys. */
	static Bank open(Stream<String> settings, Class<?>... more) {
		Bank bank = new Bank();
		try {
			bank.start(settings, more).awaitReady();
			return bank;
		}
		catch (RuntimeException ex) {
			bank.close();
			throw ex;
		}
	}

	/** Starts the gate, with these settings above the usual ones. */
	Gate start(Stream<String> settings, Class<?>... more) {
		Gate started = Gate.start(Stream.concat(settings(), settings.map(Certificate::placed)), more);
		this.gate = started;
		return started;
	}

	/** Returns what a gate needs to be told, each as {@code key=value}. */
	Stream<String> settings() {
		return Stream.of("gatehouse.issuer.uri=" + this.issuer.uri(), "gatehouse.audience=" + AUDIENCE,
				"gatehouse.contracts=" + this.folder.resolve("contracts"),
				"gatehouse.partners=" + this.folder.resolve("partners.yaml"),
				"gatehouse.audit.folder=" + this.folder.resolve("audit"),
				"gatehouse.upstreams.accounts=" + this.accounts.url(), "gatehouse.upstreams.cards=" + this.cards.url(),
				// Tests send thousands of bad tokens from one address.
				"gatehouse.refused-tokens.burst=1000000",
				// What a test does to a service must not rest it for the next test.
				"resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=1000000");
	}

	Gate gate() {
		return Objects.requireNonNull(this.gate, "not started");
	}

	Issuer issuer() {
		return this.issuer;
	}

	ServiceStub accounts() {
		return this.accounts;
	}

	ServiceStub cards() {
		return this.cards;
	}

	Path file(String name) {
		return this.folder.resolve(name);
	}

	AuditTrail audit() {
		return new AuditTrail(this.folder.resolve("audit"));
	}

	/** Returns a good token of ACME for reading accounts, to be changed at will. */
	TestTokens token() {
		return TestTokens.valid(this.issuer.uri());
	}

	/** Makes the call on a connection of its own. */
	Answer send(Call call) {
		return gate().send(call);
	}

	/** Returns how many requests have reached the services. */
	int arrivals() {
		return this.accounts.arrivals().size() + this.cards.arrivals().size();
	}

	/** The services have seen nothing and answer well. */
	void reset() {
		this.accounts.reset();
		this.cards.reset();
	}

	/**
	 * Waits until nothing is left of calls whose clients have gone, neither at the gate
	 * nor on its way to a service, for a test that leaves such calls to the next one.
	 */
	void settle() throws IOException {
		Awaitility.await().until(() -> callsUnderWay() == 0);
		this.accounts.settle();
		this.cards.settle();
	}

	private double callsUnderWay() {
		Metrics metrics = gate().metrics();
		return metrics.sum("resilience4j_bulkhead_max_allowed_concurrent_calls")
				- metrics.sum("resilience4j_bulkhead_available_concurrent_calls");
	}

	@Override
	public void close() {
		if (this.gate != null) {
			this.gate.close();
		}
		this.issuer.close();
		try {
			this.accounts.close();
			this.cards.close();
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
