package dev.gatehouse.gateway.walk;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.gateway.leaks.UsedSecrets;
import org.jspecify.annotations.Nullable;

/** A request as a client writes it, line by line and in that order. */
final class Call {

	private final String method;

	private final String target;

	private final List<Header> headers = new ArrayList<>();

	private String body = "";

	private @Nullable String host = Bank.HOST;

	private Call(String method, String target) {
		this.method = method;
		this.target = target;
	}

	static Call of(String method, String target) {
		return new Call(method, target);
	}

	static Call get(String target) {
		return of("GET", target);
	}

	static Call post(String target, String json) {
		return of("POST", target).header("Content-Type", "application/json").body(json);
	}

	Call token(TestTokens token) {
		return token(token.text());
	}

	Call token(String token) {
		return header("Authorization", "Bearer " + token);
	}

	Call header(String name, String value) {
		if (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("DPoP")) {
			UsedSecrets.add(value);
		}
		this.headers.add(new Header(name, value));
		return this;
	}

	/** The body, announced with its length. */
	Call body(String body) {
		this.body = body;
		return header("Content-Length", Integer.toString(body.length()));
	}

	/** The body in one chunk, its length unannounced. */
	Call chunked(String body) {
		this.body = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
		return header("Transfer-Encoding", "chunked");
	}

	/** What follows the head, whatever the head says of it. */
	Call raw(String bytes) {
		this.body = bytes;
		return this;
	}

	/** Leaves the Host line out. */
	Call withoutHost() {
		this.host = null;
		return this;
	}

	/** Names another host than the bank's. */
	Call host(String host) {
		this.host = host;
		return this;
	}

	/** Returns the values of a field, as it is so far. */
	List<String> values(String name) {
		return Header.values(this.headers, name);
	}

	String method() {
		return this.method;
	}

	/** Returns the head alone: the body is to follow, or never. */
	String head() {
		StringBuilder text = new StringBuilder(this.method + " " + this.target + " HTTP/1.1\r\n");
		if (this.host != null) {
			text.append("Host: ").append(this.host).append("\r\n");
		}
		for (Header header : this.headers) {
			text.append(header.name()).append(": ").append(header.value()).append("\r\n");
		}
		return text.append("\r\n").toString();
	}

	String text() {
		return head() + this.body;
	}

	/** Returns a header that an {@code @Nullable} value leaves out. */
	Call headerIf(String name, @Nullable String value) {
		return (value != null) ? header(name, value) : this;
	}

}
