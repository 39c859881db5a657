package dev.gatehouse.gateway.revocation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why an operator does not get what was asked for, as the answer says it (RFC 9457).
 * Nothing has changed then.
 */
final class ManagementProblem extends Exception {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final String name;

	private final String title;

	private ManagementProblem(int status, String name, String title, String detail) {
		super(detail, null, false, false);
		this.status = status;
		this.name = name;
		this.title = title;
	}

	static ManagementProblem badRequest(String detail) {
		return new ManagementProblem(400, "bad-request", "Bad request", detail);
	}

	static ManagementProblem nothingRevoked() {
		return new ManagementProblem(404, "not-revoked", "Not revoked", "There is no such revocation.");
	}

	static ManagementProblem wrongMethod() {
		return new ManagementProblem(405, "method-not-allowed", "Method not allowed", "GET, POST or DELETE.");
	}

	static ManagementProblem tooLarge() {
		return new ManagementProblem(413, "body-too-large", "Body too large", "A revocation takes less than 16 KB.");
	}

	static ManagementProblem wrongType() {
		return new ManagementProblem(415, "unsupported-media-type", "Unsupported media type",
				"A revocation is application/json.");
	}

	static ManagementProblem full() {
		return new ManagementProblem(409, "too-many-revocations", "Too many revocations",
				"There are " + Register.MOST + " revocations already. Undo some, or revoke by client or key.");
	}

	static ManagementProblem busy() {
		return new ManagementProblem(503, "overloaded", "Overloaded",
				"The gateway did not get to it. Ask for the list before you try again.");
	}

	int status() {
		return this.status;
	}

	/** Returns the body's members. */
	Map<String, Object> members() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", "urn:gatehouse:problem:" + this.name);
		members.put("title", this.title);
		members.put("status", this.status);
		members.put("detail", String.valueOf(getMessage()));
		return members;
	}

}
