package dev.gatehouse.service.sample;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.idempotency.Idempotency;
import dev.gatehouse.service.idempotency.IdempotencyKey;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.revision.IfMatch;
import dev.gatehouse.service.revision.Revision;
import dev.gatehouse.service.sample.Note.NewNote;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.IdGenerator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Uses every part of the kit once. A note that says {@code refuse} is refused after it
 * was stored.
 */
@RestController
class NoteController {

	private final NoteRepository notes;

	private final Idempotency idempotency;

	private final IdGenerator ids;

	private final Clock clock;

	NoteController(NoteRepository notes, Idempotency idempotency, IdGenerator ids, Clock clock) {
		this.notes = notes;
		this.idempotency = idempotency;
		this.ids = ids;
		this.clock = clock;
	}

	@GetMapping("/v1/notes")
	Page<Note> list(Caller caller, PageRequest page) {
		return page.page(this.notes.list(caller, page), Note::position);
	}

	@PostMapping("/v1/notes")
	ResponseEntity<byte[]> write(Caller caller, IdempotencyKey key, @Valid @RequestBody NewNote body) {
		return this.idempotency.once(key, body, () -> {
			Note note = new Note(this.ids.generateId(), body.text(), body.price(), this.clock.instant(),
					new Revision(0));
			this.notes.insert(caller, note);
			if (note.text().startsWith("refuse")) {
				throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "note-refused", "Note refused", "Not this.")
					.exception();
			}
			return ResponseEntity.created(URI.create("/v1/notes/" + note.id())).eTag(note.revision().tag()).body(note);
		});
	}

	@Transactional
	@GetMapping("/v1/notes/{noteId}")
	public ResponseEntity<Note> read(Caller caller, @PathVariable UUID noteId) {
		Note note = find(caller, noteId);
		return ResponseEntity.ok().eTag(note.revision().tag()).body(note);
	}

	@Transactional
	@PutMapping("/v1/notes/{noteId}")
	public Note rewrite(Caller caller, @PathVariable UUID noteId, IfMatch ifMatch, @Valid @RequestBody NewNote body) {
		Note note = find(caller, noteId);
		ifMatch.require(note.revision());
		return this.notes.rewrite(note, body.text());
	}

	@Transactional
	@GetMapping("/v1/fault")
	public Map<String, String> fault(@RequestParam String kind) {
		switch (kind) {
			case "bug" -> throw new IllegalStateException("secret text of an exception");
			case "sql" -> this.notes.run("select secret_column from note");
			case "sleep" -> this.notes.run("select pg_sleep(30)");
			default -> nap();
		}
		return Map.of();
	}

	/** Each statement is quick enough, all of them together are not. */
	private void nap() {
		for (int i = 0; i < 20; i++) {
			this.notes.run("select pg_sleep(0.2)");
		}
	}

	private Note find(Caller caller, UUID id) {
		return this.notes.find(caller, id).orElseThrow(() -> Problem.notFound().exception());
	}

}
