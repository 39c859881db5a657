package dev.gatehouse.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The index says what a look at every template would say. */
class PathIndexTests {

	private static final List<String> LITERALS = List.of("a", "b", "c", "aa");

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4 })
	void indexAgreesWithTryingEveryTemplate(int seed) {
		Random random = new Random(seed);
		int refused = 0;
		int found = 0;
		for (int round = 0; round < 200; round++) {
			PathIndex index = new PathIndex();
			List<Operation> added = new ArrayList<>();
			for (int i = 0; i < 12; i++) {
				Operation operation = operation(template(random), random.nextBoolean() ? "GET" : "POST");
				boolean collides = added.stream().anyMatch((other) -> collide(operation, other));
				assertThat(index.add(operation) != null).as("%s among %s", operation, added).isEqualTo(collides);
				if (collides) {
					refused++;
				}
				else {
					added.add(operation);
				}
			}
			found += compare(index, added, random);
		}
		assertThat(refused).isPositive();
		assertThat(found).isPositive();
	}

	private static int compare(PathIndex index, List<Operation> added, Random random) {
		int found = 0;
		for (int i = 0; i < 60; i++) {
			String path = path(random);
			List<Operation> expected = added.stream().filter((operation) -> matches(operation.path(), path)).toList();
			Map<String, Operation> actual = index.find(path);
			assertThat((actual != null) ? Set.copyOf(actual.values()) : Set.of()).as("%s among %s", path, added)
				.isEqualTo(Set.copyOf(expected));
			found += expected.size();
		}
		return found;
	}

	@Test
	void operationThatIsRefusedLeavesNoTrace() {
		PathIndex index = new PathIndex();
		assertThat(index.add(operation("/a/{x}", "GET"))).isNull();
		assertThat(index.add(operation("/a/b", "PUT"))).isNotNull();
		assertThat(index.find("/a/b")).containsOnlyKeys("GET");
	}

	@Test
	void inAThousandOperationsEachIsFound() {
		PathIndex index = new PathIndex();
		for (int i = 0; i < 1000; i++) {
			assertThat(index.add(operation("/v1/r" + i + "/{id}", "GET"))).isNull();
		}
		for (int i = 0; i < 1000; i++) {
			assertThat(index.find("/v1/r" + i + "/x")).hasSize(1);
		}
		assertThat(index.find("/v1/r1000/x")).isNull();
	}

	private static Operation operation(String path, String method) {
		return new Operation("api", "id", method, path, List.of("s"), Set.of());
	}

	private static String template(Random random) {
		StringBuilder template = new StringBuilder();
		for (int i = 1 + random.nextInt(4); i > 0; i--) {
			template.append('/')
				.append((random.nextInt(3) == 0) ? "{p" + random.nextInt(2) + "}"
						: LITERALS.get(random.nextInt(LITERALS.size())));
		}
		return template.toString();
	}

	private static String path(Random random) {
		StringBuilder path = new StringBuilder();
		for (int i = 1 + random.nextInt(4); i > 0; i--) {
			int choice = random.nextInt(LITERALS.size() + 2);
			path.append('/')
				.append((choice < LITERALS.size()) ? LITERALS.get(choice) : (choice == LITERALS.size()) ? "z" : "");
		}
		return path.toString();
	}

	/**
	 * The definition, word for word: segment by segment, a parameter takes any but none.
	 */
	private static boolean matches(String template, String path) {
		String[] wanted = template.split("/", -1);
		String[] given = path.split("/", -1);
		boolean match = wanted.length == given.length;
		for (int i = 1; match && i < wanted.length; i++) {
			match = wanted[i].startsWith("{") ? !given[i].isEmpty() : wanted[i].equals(given[i]);
		}
		return match;
	}

	private static boolean collide(Operation one, Operation other) {
		if (one.path().equals(other.path())) {
			return one.method().equals(other.method());
		}
		String[] left = one.path().split("/", -1);
		String[] right = other.path().split("/", -1);
		boolean common = left.length == right.length;
		for (int i = 1; common && i < left.length; i++) {
			common = left[i].startsWith("{") || right[i].startsWith("{") || left[i].equals(right[i]);
		}
		return common;
	}

}
