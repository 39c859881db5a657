package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A change of the registry is in force within seconds and without a restart. */
@OpenBank
class RegistryTests {

	private final Bank bank;

	private String good = "";

	RegistryTests(Bank bank) {
		this.bank = bank;
	}

	@BeforeEach
	void read() throws IOException {
		this.good = Files.readString(registry());
	}

	@AfterEach
	void restore() throws IOException {
		write(this.good);
		Awaitility.await().until(() -> statusOf("umbrella-frozen") == 403 && statusOf("globex-reader") == 200);
	}

	@Test
	void partnerIsSuspendedAndResumedAsTheFileSays() throws IOException {
		write(this.good.replace("{name: Globex, status: active", "{name: Globex, status: suspended")
			.replace("{name: Umbrella, status: suspended", "{name: Umbrella, status: active"));
		Awaitility.await().until(() -> statusOf("globex-reader") == 403);
		assertThat(this.bank.send(read("globex-reader"))).isProblem(403, "partner-suspended");
		assertThat(this.bank.send(read("umbrella-frozen"))).isOk();
	}

	@Test
	void seriesOfAPartnerEndWhenItLeaves() throws IOException {
		assertThat(this.bank.send(read("globex-reader"))).isOk();
		assertThat(this.bank.send(read("umbrella-frozen"))).hasStatus(403);
		String globex = "client=\"globex-reader\"";
		Awaitility.await().until(() -> series(globex) >= 2);
		long others = series("client=\"umbrella-frozen\"");
		write(this.good.replaceAll("(?m)^  globex-reader:.*\n", ""));
		Awaitility.await().until(() -> statusOf("globex-reader") == 403);
		Awaitility.await().until(() -> series(globex) == 0);
		assertThat(series("client=\"umbrella-frozen\"")).isEqualTo(others).isPositive();
		write(this.good);
		Awaitility.await().until(() -> statusOf("globex-reader") == 200);
		Awaitility.await().until(() -> series(globex) >= 2);
	}

	private long series(String label) {
		return this.bank.gate().metrics().own().stream().filter((series) -> series.contains(label)).count();
	}

	@Test
	void brokenFileIsRefusedAndTheLastGoodOneStays() throws IOException {
		write(this.good.replace("status: active", "status: whatever"));
		Awaitility.await()
			.until(() -> KeptLog.lines()
				.stream()
				.anyMatch((line) -> line.contains("partners.yaml:") && line.contains("must be active or suspended")));
		assertThat(this.bank.send(read("globex-reader"))).isOk();
		assertThat(this.bank.send(read("umbrella-frozen"))).isProblem(403, "partner-suspended");
	}

	private int statusOf(String client) {
		return this.bank.send(read(client)).status();
	}

	private Call read(String client) {
		return Call.get("/v1/accounts").token(this.bank.token().client(client));
	}

	/** As an editor or a config map does it: a new file in the place of the old one. */
	private void write(String text) throws IOException {
		Path fresh = Files.writeString(this.bank.file("partners.new"), text);
		Files.move(fresh, registry(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private Path registry() {
		return this.bank.file("partners.yaml");
	}

}
