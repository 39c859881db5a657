package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LastSeenTests {

	@TempDir
	private Path folder = Path.of("");

	@Test
	void latestRecordOfEachClientCountsOverAllDays() throws IOException {
		Files.writeString(this.folder.resolve("audit-2026-11-20.jsonl"), """
				{"api":"accounts","client":"acme","time":"2026-11-20T23:59:59.5Z"}
				{"api":"accounts","client":"globex","time":"2026-11-20T12:00:00Z"}
				""");
		Files.writeString(this.folder.resolve("audit-2026-11-21.jsonl"), """
				{"api":"accounts","client":"acme","time":"2026-11-21T00:00:01Z"}
				{"api":"accounts","client":null,"time":"2026-11-21T09:00:00Z"}
				{"api":"accounts","client":"acme","time":"2026-11-21T00:00:00Z"}
				{"api":"accounts","cli""");
		Files.writeString(this.folder.resolve("notes.txt"), "{\"client\":\"acme\",\"time\":\"2027-11-21T00:00:01Z\"}");
		assertThat(LastSeen.in(this.folder).orElseThrow()).containsOnlyKeys("acme", "globex")
			.containsEntry("acme", "2026-11-21T00:00:01Z")
			.containsEntry("globex", "2026-11-20T12:00:00Z");
	}

	@Test
	void withoutRecordNothingIsKnown() {
		assertThat(LastSeen.in(this.folder.resolve("none"))).isEmpty();
	}

	@Test
	void sampleCallIsOneThatThePartnerMayMake() {
		Path contracts = Path.of("../apis");
		assertThat(Sample.path(contracts, List.of("loans:read", "accounts:write"))).isEqualTo("/v1/loans");
		assertThat(Sample.path(contracts, List.of("cards:read"))).isEqualTo("/v1/cards");
		assertThat(Sample.path(contracts, List.of("cards:write"))).startsWith("/v1/explain?");
		assertThat(Sample.path(this.folder.resolve("none"), List.of("cards:read"))).startsWith("/v1/explain?");
	}

}
