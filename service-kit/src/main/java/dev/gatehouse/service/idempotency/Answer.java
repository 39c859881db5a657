package dev.gatehouse.service.idempotency;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What was answered the first time, kept to be answered again. */
record Answer(int status, @Nullable URI location, @Nullable String etag, byte[] body) {

	ResponseEntity<byte[]> entity() {
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatusCode.valueOf(this.status))
			.contentType(MediaType.APPLICATION_JSON);
		if (this.location != null) {
			answer.location(this.location);
		}
		if (this.etag != null) {
			answer.eTag(this.etag);
		}
		return answer.body(this.body);
	}

}
