package dev.gatehouse.gateway.walk;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every sequence of the corpus of tokens is the tag of a test. */
class TokenSequencesTests {

	@Test
	void everySequenceIsTested() {
		Set<String> tags = new TreeSet<>();
		for (JavaClass type : new ClassFileImporter().importPackages("dev.gatehouse.gateway.walk",
				"dev.gatehouse.gateway.token")) {
			Arrays.stream(type.reflect().getDeclaredMethods())
				.flatMap((method) -> Arrays.stream(method.getAnnotationsByType(Tag.class)))
				.map(Tag::value)
				.forEach(tags::add);
		}
		Set<String> sequences = new TreeSet<>();
		Vectors.cases("jwt-cases", "sequences").forEach((row) -> sequences.add(row.path("id").asString()));
		assertThat(tags).isEqualTo(sequences);
	}

}
