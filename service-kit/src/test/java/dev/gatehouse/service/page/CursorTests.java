package dev.gatehouse.service.page;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CursorTests {

	private static final Position SOMEWHERE = new Position(Instant.parse("2026-01-02T03:04:05.678901Z"),
			UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

	@Test
	void cursorLeadsBackToItsPosition() {
		Cursor cursor = new Cursor("acme /v1/notes", SOMEWHERE);
		assertThat(Cursor.decode("acme /v1/notes", cursor.encode())).contains(cursor);
	}

	@Test
	void cursorOfAnotherWalkIsRefused() {
		String text = new Cursor("acme /v1/notes", SOMEWHERE).encode();
		assertThat(Cursor.decode("globex /v1/notes", text)).isEmpty();
		assertThat(Cursor.decode("acme /v1/others", text)).isEmpty();
	}

	@Test
	void everyChangedCharacterIsNoticed() {
		String text = new Cursor("a", SOMEWHERE).encode();
		for (int i = 0; i < text.length(); i++) {
			char other = (text.charAt(i) == 'A') ? 'B' : 'A';
			String changed = text.substring(0, i) + other + text.substring(i + 1);
			assertThat(Cursor.decode("a", changed)).as("character %d", i).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "????", "AAAA", "ÄÖÜ" })
	void whatIsNoCursorIsRefused(String text) {
		assertThat(Cursor.decode("a", text)).isEmpty();
	}

	@Test
	void pageWithMoreBehindItLeadsOn() {
		PageRequest request = new PageRequest("a", 2, Position.START);
		List<Position> rows = List.of(SOMEWHERE, SOMEWHERE, SOMEWHERE);
		Page<Position> page = request.page(rows, (row) -> row);
		assertThat(page.items()).hasSize(2);
		assertThat(page.nextCursor()).isEqualTo(new Cursor("a", SOMEWHERE).encode());
	}

	@Test
	void lastPageLeadsNowhere() {
		PageRequest request = new PageRequest("a", 2, Position.START);
		Page<Position> page = request.page(List.of(SOMEWHERE, SOMEWHERE), (row) -> row);
		assertThat(page.items()).hasSize(2);
		assertThat(page.nextCursor()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 101 })
	void limitHasBounds(int limit) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest("a", limit, Position.START));
	}

}
