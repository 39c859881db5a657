package dev.gatehouse.system;

import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;

/** What the gateway answered. */
public record Answer(HttpResponse<String> response) {

	public int status() {
		return this.response.statusCode();
	}

	public String body() {
		return this.response.body();
	}

	public String header(String name) {
		return this.response.headers().firstValue(name).orElse("");
	}

	public JsonNode json() {
		return Partner.JSON.readTree(this.response.body());
	}

	/** The text at a JSON pointer; empty if there is none. */
	public String text(String pointer) {
		return json().at(pointer).asString("");
	}

	/** The name of the problem; empty if it is none. */
	public String problem() {
		boolean problem = header("Content-Type").startsWith("application/problem+json");
		return problem ? text("/type").replace("urn:gatehouse:problem:", "") : "";
	}

	/** Returns this, if it has this status. */
	public Answer expect(int status) {
		if (status() != status) {
			throw new AssertionError("expected " + status + " but got " + status() + ": " + body());
		}
		return this;
	}

}
