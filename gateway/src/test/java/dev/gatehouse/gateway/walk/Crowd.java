package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many clients at once, each with a connection of its own that it keeps. */
final class Crowd {

	private Crowd() {
	}

	/** Makes the calls 0 to below {@code calls}, shared out among the clients. */
	static List<Answer> send(int port, int clients, int calls, IntFunction<Call> call) throws InterruptedException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<List<Answer>>> parts = new ArrayList<>();
			for (int client = 0; client < clients; client++) {
				int first = client;
				parts.add(threads.submit(() -> {
					List<Answer> answers = new ArrayList<>();
					try (Wire wire = Wire.to(port)) {
						for (int i = first; i < calls; i += clients) {
							answers.add(send(wire, call.apply(i)));
						}
					}
					return answers;
				}));
			}
			List<Answer> answers = new ArrayList<>();
			for (Future<List<Answer>> part : parts) {
				answers.addAll(part.get());
			}
			return answers;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Answer send(Wire wire, Call call) throws IOException {
		return Answer.read(wire.send(call.text()), call.method());
	}

}
