package dev.gatehouse.gateway.forward;

import java.util.List;

import io.github.resilience4j.consumer.CircularEventConsumer;
import io.github.resilience4j.consumer.EventConsumerRegistry;

/**
 * Keeps none of the events that resilience4j makes of every call. Its own registry keeps
 * the last hundred behind a lock, at which event loops would wait for each other.
 */
final class UnkeptEvents<T> implements EventConsumerRegistry<T> {

	@Override
	public CircularEventConsumer<T> createEventConsumer(String id, int bufferSize) {
		return new Deaf<>();
	}

	@Override
	public CircularEventConsumer<T> removeEventConsumer(String id) {
		return new Deaf<>();
	}

	@Override
	public CircularEventConsumer<T> getEventConsumer(String id) {
		return new Deaf<>();
	}

	@Override
	public List<CircularEventConsumer<T>> getAllEventConsumer() {
		return List.of();
	}

	private static final class Deaf<T> extends CircularEventConsumer<T> {

		Deaf() {
			super(1);
		}

		@Override
		public void consumeEvent(T event) {
		}

	}

}
