package dev.gatehouse.gateway.limits;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an exchange, as long as it has to be and one longer: a store that
 * announces more than that is given no memory for it.
 */
final class Numbers extends CommandOutput<String, String, List<@Nullable Object>> {

	private final int most;

	Numbers(int expected) {
		super(StringCodec.UTF8, new ArrayList<>(expected + 1));
		this.most = expected + 1;
	}

	@Override
	public void set(@Nullable ByteBuffer bytes) {
		add((bytes != null) ? StringCodec.UTF8.decodeValue(bytes) : null);
	}

	@Override
	public void set(long integer) {
		add(integer);
	}

	private void add(@Nullable Object value) {
		if (this.output.size() < this.most) {
			this.output.add(value);
		}
	}

}
