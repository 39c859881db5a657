package dev.gatehouse.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SharedClassesTests {

	@Test
	void jvmWithoutArchiveIsOneLine(CapturedOutput output) {
		new SharedClasses("mixed mode").logIfMissing();

		assertThat(output.getAll().lines().filter((line) -> line.contains("AOT cache"))).hasSize(1);
	}

	@Test
	void jvmWithArchiveIsNotWorthALine(CapturedOutput output) {
		new SharedClasses("mixed mode, sharing").logIfMissing();

		assertThat(output.getAll()).doesNotContain("AOT cache");
	}

}
