package dev.gatehouse.service.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Calls a service on a loopback port and holds every request it sends and every answer it
 * gets against the contract. A request that breaks the contract has to say so
 * ({@link Call#invalid}).
 */
public final class ContractClient {

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final Contract contract;

	private final int port;

	private final @Nullable String client;

	private ContractClient(Contract contract, int port, @Nullable String client) {
		this.contract = contract;
		this.port = port;
		this.client = client;
	}

	/** A client of the service on this port, which keeps {@code apis/<name>.yaml}. */
	public static ContractClient of(String name, int port) {
		return of(Contract.named(name), port);
	}

	public static ContractClient of(Contract contract, int port) {
		return new ContractClient(contract, port, null);
	}

	/** The same client, calling as this partner. */
	public ContractClient as(String client) {
		return new ContractClient(this.contract, this.port, client);
	}

	/**
	 * The same client, calling as a partner nobody has seen before: his lists are empty.
	 */
	public ContractClient asStranger() {
		return as("s-" + UUID.randomUUID());
	}

	public Call get(String target) {
		return call("GET", target);
	}

	public Call post(String target) {
		return call("POST", target);
	}

	public Call put(String target) {
		return call("PUT", target);
	}

	public Call delete(String target) {
		return call("DELETE", target);
	}

	public Call call(String method, String target) {
		Call call = new Call(this, method, target);
		return (this.client != null) ? call.header("X-Client-Id", this.client) : call;
	}

	Answer send(Call call) {
		Optional<Operation> operation = this.contract.find(call.method(), call.path());
		List<String> request = operation.map((found) -> found.violations(call))
			.orElse(List.of("the contract has no such operation"));
		if (request.isEmpty() == call.isInvalid()) {
			throw new AssertionError(call.line() + (call.isInvalid() ? " was to break the contract and does not"
					: " breaks the contract: " + request));
		}
		Answer answer = exchange(call);
		List<String> violations = operation.map((found) -> found.violations(answer))
			.orElseGet(() -> strayViolations(answer));
		if (!violations.isEmpty()) {
			throw new AssertionError(answer + " breaks the contract: " + violations);
		}
		return answer;
	}

	/** What no contract names is answered with a problem all the same. */
	private List<String> strayViolations(Answer answer) {
		if (!answer.mediaType().equals("application/problem+json") || answer.status() < 400) {
			return List.of("not a problem");
		}
		return this.contract.violations("Problem", answer.json());
	}

	private Answer exchange(Call call) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + call.target()))
			.timeout(Duration.ofSeconds(20));
		String body = call.body();
		request.method(call.method(), (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		call.copyHeaders(request);
		long start = System.nanoTime();
		HttpResponse<byte[]> response = receive(request.build());
		return new Answer(response, Duration.ofNanos(System.nanoTime() - start));
	}

	private static HttpResponse<byte[]> receive(HttpRequest request) {
		try {
			return HTTP.send(request, BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new AssertionError("no answer to " + request, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for an answer", ex);
		}
	}

}
