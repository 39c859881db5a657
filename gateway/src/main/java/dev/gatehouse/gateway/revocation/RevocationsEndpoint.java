package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * {@code /actuator/revocations} at the management port: GET lists, POST revokes, DELETE
 * undoes. The management room lets in who brings the operators' secret. Needs neither
 * issuer nor store.
 */
final class RevocationsEndpoint implements HandlerFunction<ServerResponse> {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Desk desk;

	RevocationsEndpoint(Desk desk) {
		this.desk = desk;
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		try {
			return answered(request).onErrorResume(RevocationsEndpoint::refuse);
		}
		catch (ManagementProblem ex) {
			return refuse(ex);
		}
	}

	private Mono<ServerResponse> answered(ServerRequest request) throws ManagementProblem {
		HttpMethod method = request.method();
		if (method.equals(HttpMethod.GET)) {
			// A hundred thousand entries keep a thread that serves others for too long.
			return Mono.fromCallable(this.desk::list)
				.subscribeOn(Schedulers.boundedElastic())
				.flatMap(RevocationsEndpoint::ok);
		}
		if (method.equals(HttpMethod.POST)) {
			return body(request).flatMap((body) -> changed(() -> this.desk.revoke(Wish.ofBody(body), source(request))));
		}
		if (method.equals(HttpMethod.DELETE)) {
			return changed(() -> this.desk.undo(Wish.ofQuery(request.queryParams()), source(request)));
		}
		throw ManagementProblem.wrongMethod();
	}

	private static Mono<byte[]> body(ServerRequest request) throws ManagementProblem {
		if (!isJson(request)) {
			throw ManagementProblem.wrongType();
		}
		if (request.headers().contentLength().orElse(0) > Wish.LARGEST) {
			throw ManagementProblem.tooLarge();
		}
		return request.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
	}

	private static boolean isJson(ServerRequest request) {
		try {
			return MediaType.APPLICATION_JSON
				.equalsTypeAndSubtype(request.headers().contentType().orElse(MediaType.ALL));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static Mono<ServerResponse> changed(Action action) {
		return Mono.defer(() -> {
			try {
				return Mono.fromFuture(action.run(), true);
			}
			catch (ManagementProblem ex) {
				return Mono.error(ex);
			}
		}).timeout(PATIENCE).flatMap(RevocationsEndpoint::ok);
	}

	private static Mono<ServerResponse> ok(Map<String, Object> members) {
		return fields(ServerResponse.ok()).contentType(MediaType.APPLICATION_JSON).bodyValue(members);
	}

	private static ServerResponse.BodyBuilder fields(ServerResponse.BodyBuilder answer) {
		return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").header("X-Content-Type-Options", "nosniff");
	}

	private static Mono<ServerResponse> refuse(Throwable error) {
		return switch (error) {
			case ManagementProblem problem -> write(problem);
			case CompletionException wrapped when wrapped.getCause() instanceof ManagementProblem problem ->
				write(problem);
			case TimeoutException late -> write(ManagementProblem.busy());
			case DataBufferLimitException large -> write(ManagementProblem.tooLarge());
			default -> Mono.error(error);
		};
	}

	private static Mono<ServerResponse> write(ManagementProblem problem) {
		ServerResponse.BodyBuilder answer = fields(ServerResponse.status(problem.status()));
		if (problem.status() == 405) {
			answer.header(HttpHeaders.ALLOW, "GET, POST, DELETE");
		}
		return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).bodyValue(problem.members());
	}

	private static String source(ServerRequest request) {
		return request.remoteAddress().map((address) -> address.getAddress().getHostAddress()).orElse("nowhere");
	}

	/** A change under way. */
	@FunctionalInterface
	private interface Action {

		CompletableFuture<Map<String, Object>> run() throws ManagementProblem;

	}

}
