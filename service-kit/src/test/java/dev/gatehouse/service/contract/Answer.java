package dev.gatehouse.service.contract;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** An answer that has been found to follow the contract. */
public final class Answer {

	private static final String PREFIX = "urn:gatehouse:problem:";

	private final HttpResponse<byte[]> response;

	private final Duration took;

	Answer(HttpResponse<byte[]> response, Duration took) {
		this.response = response;
		this.took = took;
	}

	public int status() {
		return this.response.statusCode();
	}

	public Optional<String> header(String name) {
		return this.response.headers().firstValue(name);
	}

	/** The header, which has to be there. */
	public String required(String name) {
		return header(name).orElseThrow(() -> new AssertionError("no header " + name + " in " + this));
	}

	public byte[] body() {
		return this.response.body().clone();
	}

	public String text() {
		return new String(this.response.body(), StandardCharsets.UTF_8);
	}

	public JsonNode json() {
		return Text.json(text()).orElseThrow(() -> new AssertionError("no JSON: " + this));
	}

	/** The text at this JSON pointer, which has to be there. */
	public String text(String pointer) {
		JsonNode found = json().at(pointer);
		if (!found.isString()) {
			throw new AssertionError("no text at " + pointer + " of " + this);
		}
		return found.asString();
	}

	/** The problem's name, {@code not-found}; empty when the answer is no problem. */
	public String problem() {
		if (!mediaType().equals("application/problem+json")) {
			return "";
		}
		String type = text("/type");
		return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
	}

	/** From sending to the last byte. */
	public Duration took() {
		return this.took;
	}

	public Answer expect(int status) {
		if (status() != status) {
			throw new AssertionError("expected " + status + " but got " + this);
		}
		return this;
	}

	public Answer expect(int status, String problem) {
		if (!expect(status).problem().equals(problem)) {
			throw new AssertionError("expected " + problem + " but got " + this);
		}
		return this;
	}

	String mediaType() {
		return header("Content-Type").map(MediaTypes::bare).orElse("");
	}

	@Override
	public String toString() {
		return status() + " to " + this.response.request().method() + ' ' + this.response.uri().getPath() + ": "
				+ text();
	}

}
