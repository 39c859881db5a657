package dev.gatehouse.service.contract;

import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One call in the making. {@link #send} validates it, makes it, and validates the answer.
 */
public final class Call {

	private final ContractClient client;

	private final String method;

	private final String target;

	private final List<Header> headers = new ArrayList<>();

	private @Nullable String body;

	private boolean invalid;

	Call(ContractClient client, String method, String target) {
		this.client = client;
		this.method = method;
		this.target = target;
	}

	public Call header(String name, String value) {
		this.headers.add(new Header(name, value));
		return this;
	}

	/** With this {@code Idempotency-Key}. */
	public Call key(String key) {
		return header("Idempotency-Key", key);
	}

	/** With this {@code If-Match}. */
	public Call ifMatch(String tag) {
		return header("If-Match", tag);
	}

	/** With this body, as {@code application/json} unless a header says otherwise. */
	public Call json(String json) {
		this.body = json;
		return headerValues("Content-Type").isEmpty() ? header("Content-Type", "application/json") : this;
	}

	/** Breaks the contract on purpose. A call so marked that does not break it fails. */
	public Call invalid() {
		this.invalid = true;
		return this;
	}

	public Answer send() {
		return this.client.send(this);
	}

	/** {@code GET /v1/accounts}. */
	String line() {
		return this.method + ' ' + this.target;
	}

	String method() {
		return this.method;
	}

	String target() {
		return this.target;
	}

	String path() {
		int query = this.target.indexOf('?');
		return (query < 0) ? this.target : this.target.substring(0, query);
	}

	@Nullable String body() {
		return this.body;
	}

	boolean isInvalid() {
		return this.invalid;
	}

	String mediaType() {
		return headerValues("Content-Type").stream().findFirst().map(MediaTypes::bare).orElse("");
	}

	List<String> headerValues(String name) {
		return this.headers.stream()
			.filter((header) -> header.name().equalsIgnoreCase(name))
			.map(Header::value)
			.toList();
	}

	List<String> queryNames() {
		return query().stream().map(Header::name).distinct().toList();
	}

	List<String> queryValues(String name) {
		return query().stream().filter((parameter) -> parameter.name().equals(name)).map(Header::value).toList();
	}

	void copyHeaders(HttpRequest.Builder request) {
		this.headers.forEach((header) -> request.header(header.name(), header.value()));
	}

	private List<Header> query() {
		int query = this.target.indexOf('?');
		if (query < 0) {
			return List.of();
		}
		return List.of(this.target.substring(query + 1).split("&")).stream().map(Call::parameter).toList();
	}

	private static Header parameter(String pair) {
		int equals = pair.indexOf('=');
		String name = (equals < 0) ? pair : pair.substring(0, equals);
		String value = (equals < 0) ? "" : pair.substring(equals + 1);
		return new Header(URLDecoder.decode(name, StandardCharsets.UTF_8),
				URLDecoder.decode(value, StandardCharsets.UTF_8));
	}

	private record Header(String name, String value) {
	}

}
