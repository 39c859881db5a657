package dev.gatehouse.gateway.walk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.record.SmallDisk;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * While requests cannot be recorded they are refused, or served and counted, as the
 * operator wants it; and when there is room again nobody has to do anything.
 */
@ExtendWith(WatchExtension.class)
class FullAuditDiskTests {

	private static final String READY = "/actuator/health/readiness";

	@TempDir
	private Path folder = Path.of("");

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void requestsThatCannotBeRecordedAreRefusedUntilTheyCan() throws Exception {
		try (SmallDisk disk = SmallDisk.below(this.folder, "4m")) {
			Gate gate = this.bank.start(Stream.of("gatehouse.audit.folder=" + disk.folder()));
			gate.awaitReady();
			assertThat(this.bank.send(read())).isOk();
			disk.fill();
			List<String> served = new ArrayList<>();
			Answer refused = Awaitility.await().until(() -> keep(served), (answer) -> answer.status() != 200);
			int arrivals = this.bank.arrivals();
			assertThat(refused).isProblem(503, "overloaded").hasField("Retry-After", "1");
			assertThat(refused.body()).doesNotContain("audit", "disk", "record");
			assertThat(this.bank.send(Call.get("/nowhere"))).isProblem(503, "overloaded");
			assertThat(this.bank.arrivals()).isEqualTo(arrivals);
			assertThat(gate.manage(Call.get(READY))).hasStatus(503);
			assertThat(gate.manage(Call.get("/actuator/health")).body()).contains("cannot be written");
			assertThat(gate.metrics().sum("gatehouse_audit_up")).isZero();
			disk.free();
			gate.awaitReady();
			assertThat(this.bank.send(read())).isOk();
			double dropped = gate.metrics().sum("gatehouse_audit_dropped_total");
			assertThat(dropped).isEqualTo(2);
			gate.close();
			AuditTrail trail = new AuditTrail(disk.folder());
			trail.assertChained();
			for (String requestId : served) {
				assertThat(trail.ofRequest(requestId).get("status").asInt()).isEqualTo(200);
			}
			JsonNode gap = trail.lines()
				.stream()
				.map(JsonMapper.shared()::readTree)
				.filter((record) -> record.get("decision").asString().equals("gap"))
				.findFirst()
				.orElseThrow();
			assertThat(gap.get("missing").asDouble()).isEqualTo(dropped);
		}
	}

	@Test
	void requestsAreServedAllTheSameIfThatIsWanted() throws Exception {
		try (SmallDisk disk = SmallDisk.below(this.folder, "4m")) {
			Gate gate = this.bank
				.start(Stream.of("gatehouse.audit.folder=" + disk.folder(), "gatehouse.audit.when-full=drop"));
			gate.awaitReady();
			disk.fill();
			Awaitility.await().until(() -> {
				assertThat(this.bank.send(read())).isOk();
				return gate.metrics().sum("gatehouse_audit_up") == 0;
			});
			assertThat(this.bank.send(read())).isOk();
			assertThat(gate.manage(Call.get(READY))).hasStatus(200);
			assertThat(gate.manage(Call.get(READY)).body()).contains("cannot be written");
			disk.free();
			Awaitility.await().until(() -> gate.metrics().sum("gatehouse_audit_up") == 1);
			assertThat(gate.metrics().sum("gatehouse_audit_dropped_total")).isZero();
			gate.close();
			new AuditTrail(disk.folder()).assertChained();
		}
	}

	private Answer keep(List<String> served) {
		Answer answer = this.bank.send(read());
		if (answer.status() == 200) {
			served.add(answer.requestId());
		}
		return answer;
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

}
