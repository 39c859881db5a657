package dev.gatehouse.service.sample;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.revision.Revision;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Notes in their table. */
@Repository
final class NoteRepository {

	private final JdbcClient jdbc;

	NoteRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void insert(Caller owner, Note note) {
		this.jdbc.sql("insert into note values (:id, :owner, :text, :price, :currency, :revision, :createdAt)")
			.param("id", note.id())
			.param("owner", owner.id())
			.param("text", note.text())
			.param("price", note.price().minor())
			.param("currency", note.price().currency().getCurrencyCode())
			.param("revision", note.revision().number())
			.param("createdAt", note.createdAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	Optional<Note> find(Caller owner, UUID id) {
		return this.jdbc.sql("select * from note where owner = :owner and id = :id for update")
			.param("owner", owner.id())
			.param("id", id)
			.query(NoteRepository::note)
			.optional();
	}

	List<Note> list(Caller owner, PageRequest page) {
		return this.jdbc.sql("""
				select * from note where owner = :owner and (created_at, id) < (:time, :id)
				order by created_at desc, id desc limit :fetch""")
			.param("owner", owner.id())
			.param("time", page.after().timestamp())
			.param("id", page.after().id())
			.param("fetch", page.fetch())
			.query(NoteRepository::note)
			.list();
	}

	Note rewrite(Note note, String text) {
		return this.jdbc.sql("update note set text = :text, revision = revision + 1 where id = :id returning *")
			.param("text", text)
			.param("id", note.id())
			.query(NoteRepository::note)
			.single();
	}

	void run(String sql) {
		this.jdbc.sql(sql).query().listOfRows();
	}

	private static Note note(ResultSet row, int number) throws SQLException {
		return new Note(row.getObject("id", UUID.class), row.getString("text"),
				Money.ofMinor(row.getLong("price"), Currency.getInstance(row.getString("currency"))),
				row.getObject("created_at", OffsetDateTime.class).toInstant(), new Revision(row.getLong("revision")));
	}

}
