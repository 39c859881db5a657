package dev.gatehouse.gateway.problem;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import reactor.core.publisher.Mono;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

/** The last net: an error outside the walk still answers as a problem. */
final class UncaughtProblems implements ErrorWebExceptionHandler, Ordered {

	private final ProblemWriter writer;

	UncaughtProblems(ProblemWriter writer) {
		this.writer = writer;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().isCommitted()) {
			return Mono.error(error);
		}
		// A random UUID as Java makes it reads from the system, which may wait.
		ThreadLocalRandom random = ThreadLocalRandom.current();
		String requestId = new UUID(random.nextLong(), random.nextLong()).toString();
		return this.writer.write(exchange, Refusals.of(error, requestId), requestId,
				exchange.getRequest().getSslInfo() != null);
	}

	@Override
	public int getOrder() {
		return -2;
	}

}
