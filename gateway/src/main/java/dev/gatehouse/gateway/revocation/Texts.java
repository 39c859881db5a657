package dev.gatehouse.gateway.revocation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an exchange: texts, up to a number. A store that announces more is given
 * no memory for it.
 */
final class Texts extends CommandOutput<String, String, List<String>> {

	/** More than the script ever tells at once. */
	static final int MOST = 10_000;

	Texts() {
		super(StringCodec.UTF8, new ArrayList<>());
	}

	@Override
	public void set(@Nullable ByteBuffer bytes) {
		if (this.output.size() <= MOST) {
			this.output.add((bytes != null) ? StringCodec.UTF8.decodeValue(bytes) : "");
		}
	}

	@Override
	public void set(long integer) {
		set(null);
	}

}
