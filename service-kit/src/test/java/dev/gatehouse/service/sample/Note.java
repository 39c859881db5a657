package dev.gatehouse.service.sample;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.page.Position;
import dev.gatehouse.service.revision.Revision;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** What the sample service keeps. */
record Note(UUID id, String text, Money price, Instant createdAt, @JsonIgnore Revision revision) {

	Position position() {
		return new Position(this.createdAt, this.id);
	}

	record NewNote(@NotNull @Size(min = 1, max = 100) String text, @NotNull @PositiveOrZero Money price) {
	}

}
