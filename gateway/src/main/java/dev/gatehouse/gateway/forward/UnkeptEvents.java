package dev.gatehouse.gateway.forward;

import java.util.List;

import io.github.resilience4j.consumer.CircularEventConsumer;
import io.github.resilience4j.consumer.EventConsumerRegistry;

/**
 * Keeps none of the events of circuit breakers and bulkheads. Nobody reads them, and
 * keeping the last hundred costs each call a lock that event loops wait for.
 *
 * @param <T> the events
 */
final class UnkeptEvents<T> implements EventConsumerRegistry<T> {

	private final CircularEventConsumer<T> forgetful = new CircularEventConsumer<>(1) {

		@Override
		public void consumeEvent(T event) {
			// Not kept.
		}

	};

	@Override
	public CircularEventConsumer<T> createEventConsumer(String id, int bufferSize) {
		return this.forgetful;
	}

	@Override
	public CircularEventConsumer<T> removeEventConsumer(String id) {
		return this.forgetful;
	}

	@Override
	public CircularEventConsumer<T> getEventConsumer(String id) {
		return this.forgetful;
	}

	@Override
	public List<CircularEventConsumer<T>> getAllEventConsumer() {
		return List.of(this.forgetful);
	}

}
