package dev.gatehouse.gateway.validation;

import java.math.BigDecimal;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.node.ValueNode;

/**
 * Reads JSON that every reader understands alike (RFC 8259, with RFC 7493 for member
 * names and characters): UTF-8 without a mark, one value, each name once. What would cost
 * more than its length is no JSON here.
 */
final class StrictJson {

	static final int DEEPEST = 64;

	private static final int LONGEST_NAME = 512;

	/** In digits, and for a fraction in powers of ten either way. */
	private static final int LONGEST_NUMBER = 64;

	private static final int LARGEST_EXPONENT = 400;

	private static final ObjectReader READER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(DEEPEST)
				.maxNameLength(LONGEST_NAME)
				.maxNumberLength(LONGEST_NUMBER)
				.build())
			.build())
		.nodeFactory(new Nodes())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
				DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build()
		.reader();

	private StrictJson() {
	}

	/** Returns the value, or null if this is no such JSON. */
	static @Nullable JsonNode read(byte[] bytes, int length) {
		if (!isPlainUtf8(bytes, length)) {
			return null;
		}
		try {
			JsonNode value = READER.readTree(bytes, 0, length);
			return value.isMissingNode() ? null : value;
		}
		catch (JacksonException | IllegalArgumentException | ArithmeticException ex) {
			// The last two are what a number comes to that is no exponent of Java's.
			return null;
		}
	}

	/**
	 * Returns whether these bytes are UTF-8 without a mark. The parser would follow a
	 * mark, or zeros between the first characters, into UTF-16 or UTF-32.
	 */
	static boolean isPlainUtf8(byte[] bytes, int length) {
		for (int i = 0; i < Math.min(4, length); i++) {
			if (bytes[i] == 0) {
				return false;
			}
		}
		if (length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
			return false;
		}
		return isAscii(bytes, length)
				|| ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes, 0, length), CharsetUtil.UTF_8);
	}

	private static boolean isAscii(byte[] bytes, int length) {
		int all = 0;
		for (int i = 0; i < length; i++) {
			all |= bytes[i];
		}
		return all >= 0;
	}

	/** Refuses values as they are made. */
	private static final class Nodes extends JsonNodeFactory {

		private static final long serialVersionUID = 1L;

		/** No rule of a schema may write such a number out in full. */
		@Override
		public ValueNode numberNode(BigDecimal number) {
			if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
				throw new UnfitValueException();
			}
			return super.numberNode(number);
		}

		@Override
		public StringNode stringNode(String text) {
			for (int i = 0; i < text.length(); i++) {
				if (Character.isSurrogate(text.charAt(i))) {
					if (!Character.isSurrogatePair(text.charAt(i), (i + 1 < text.length()) ? text.charAt(i + 1) : 0)) {
						throw new UnfitValueException();
					}
					i++;
				}
			}
			return super.stringNode(text);
		}

	}

	private static final class UnfitValueException extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		@Override
		public Throwable fillInStackTrace() {
			return this;
		}

	}

}
