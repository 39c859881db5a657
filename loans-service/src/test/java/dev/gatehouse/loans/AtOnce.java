package dev.gatehouse.loans;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.gatehouse.service.contract.Answer;

/** Calls that start together. */
final class AtOnce {

	private AtOnce() {
	}

	static List<Answer> all(int count, IntFunction<Answer> call) {
		CountDownLatch start = new CountDownLatch(count);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = IntStream.range(0, count).mapToObj((number) -> callers.submit(() -> {
				start.countDown();
				start.await();
				return call.apply(number);
			})).toList();
			return answers.stream().map(AtOnce::answer).toList();
		}
	}

	/** Repeats a call as long as storage is too busy for it, as a partner does. */
	static Answer decided(Supplier<Answer> call) {
		Answer answer = call.get();
		while (answer.status() == 503) {
			answer = call.get();
		}
		return answer;
	}

	private static Answer answer(Future<Answer> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw new AssertionError(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
