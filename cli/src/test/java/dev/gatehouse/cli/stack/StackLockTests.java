package dev.gatehouse.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.process.ProcessMark;
import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StackLockTests {

	@TempDir
	private Path state = Path.of("");

	@Test
	void onlyOneHasIt() throws InterruptedException {
		try (StackLock lock = StackLock.take(this.state, Duration.ZERO).orElseThrow()) {
			assertThat(lock).isNotNull();
			assertThat(StackLock.take(this.state, Duration.ofMillis(100))).isEmpty();
		}
	}

	@Test
	void afterItsReleaseTheNextHasIt() throws InterruptedException {
		StackLock.take(this.state, Duration.ZERO).orElseThrow().close();
		Optional<StackLock> next = StackLock.take(this.state, Duration.ZERO);
		assertThat(next).isPresent();
		next.get().close();
	}

	@Test
	void whoComesSecondIsToldWhoHasIt() throws InterruptedException {
		Layout layout = new Layout(this.state, Path.of(".gatehouse"));
		layout.create();
		try (StackLock lock = Launcher.lock(layout); Launcher launcher = Launcher.register(layout)) {
			assertThat(lock).isNotNull();
			assertThat(launcher).isNotNull();
			assertThatExceptionOfType(Complaint.class).isThrownBy(() -> Launcher.lock(layout))
				.withMessageContaining("process " + ProcessMark.self().pid());
		}
		assertThat(layout.records().running()).isEmpty();
	}

}
