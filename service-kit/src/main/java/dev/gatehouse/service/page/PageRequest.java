package dev.gatehouse.service.page;

import java.util.List;
import java.util.function.Function;

/**
 * Which part of a list is asked for. A controller method takes it as a parameter
 * ({@code ?limit=&cursor=}); the repository selects
 * {@code where (created_at, id) < (:after.timestamp, :after.id) order by created_at desc, id desc
 * limit :fetch}, one row more than the page holds, and {@link #page} cuts it.
 *
 * @param scope whose walk through which list this is; a cursor of another walk is refused
 * @param limit 1 to 100
 * @param after the last row of the page before
 */
public record PageRequest(String scope, int limit, Position after) {

	static final int MAX_LIMIT = 100;

	static final int DEFAULT_LIMIT = 20;

	public PageRequest {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("a page holds 1 to " + MAX_LIMIT + " items");
		}
	}

	/** The number of rows to select. */
	public int fetch() {
		return this.limit + 1;
	}

	/** The page of these rows, which are at most {@link #fetch} and in order. */
	public <T> Page<T> page(List<T> rows, Function<? super T, Position> position) {
		if (rows.size() <= this.limit) {
			return new Page<>(rows, null);
		}
		List<T> items = rows.subList(0, this.limit);
		return new Page<>(items, new Cursor(this.scope, position.apply(items.getLast())).encode());
	}

}
