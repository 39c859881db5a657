package dev.gatehouse.gateway.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Every gap says how many are missing in it and since when, whatever goes on meanwhile.
 */
class AuditLossesTests {

	private static final Instant LATER = AuditEntries.NOON.plusSeconds(7);

	@TempDir
	private Path folder = Path.of("");

	private final AuditLosses losses = new AuditLosses(new SimpleMeterRegistry().counter("lost"));

	@Test
	void whatIsLostWhileAGapIsWrittenIsInTheNextWithItsOwnBeginning() throws Exception {
		this.losses.add(AuditEntries.NOON);
		this.losses.add(LATER);
		try (AuditWriter writer = new AuditWriter(this.folder, 65536, false, () -> {
			if (this.losses.count() == 2) {
				this.losses.add(LATER);
			}
			return LATER;
		}, null)) {
			this.losses.tell(writer);
			assertThat(this.losses.areTold()).isFalse();
			this.losses.tell(writer);
			assertThat(this.losses.areTold()).isTrue();
			this.losses.tell(writer);
		}
		List<JsonNode> gaps = new AuditFolder(this.folder).records();
		assertThat(gaps).extracting((gap) -> gap.get("missing").asInt()).containsExactly(2, 1);
		assertThat(gaps).extracting((gap) -> gap.get("since").asString())
			.containsExactly(AuditEntries.NOON.toString(), LATER.toString());
	}

	@Test
	void whatCannotBeToldIsToldLater() throws Exception {
		this.losses.add(LATER);
		Path gone = this.folder.resolve("gone");
		try (AuditWriter writer = new AuditWriter(Files.createDirectory(gone), 65536, false, () -> LATER, null)) {
			Files.delete(gone);
			assertThatIOException().isThrownBy(() -> this.losses.tell(writer));
			assertThat(this.losses.areTold()).isFalse();
			this.losses.add(AuditEntries.NOON);
			Files.createDirectory(gone);
			this.losses.tell(writer);
		}
		assertThat(new AuditFolder(gone).records()).singleElement().satisfies((gap) -> {
			assertThat(gap.get("missing").asInt()).isEqualTo(2);
			assertThat(gap.get("since").asString()).isEqualTo(AuditEntries.NOON.toString());
		});
	}

}
