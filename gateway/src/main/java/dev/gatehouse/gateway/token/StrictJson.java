package dev.gatehouse.gateway.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object that strangers wrote, in the one way that it can be read: valid
 * UTF-8, no member twice (RFC 8725, sections 3.7 and 2.6; RFC 7515, section 4), and no
 * more of it than it may cost. A number is a {@link Long} where it fits and else a
 * {@link Double}.
 */
final class StrictJson {

	private static final int DEEPEST = 16;

	private static final int LONGEST_NUMBER = 40;

	private static final int LONGEST_NAME = 256;

	private final int mostValues;

	private final JsonFactory json;

	/**
	 * Reads objects with at most so many values, counted at every depth.
	 * @param longest the most characters of one text
	 */
	StrictJson(int mostValues, int longest) {
		this.mostValues = mostValues;
		this.json = JsonFactory.builder()
			// Names are the stranger's choice: no table of them is kept.
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(DEEPEST)
				.maxNumberLength(LONGEST_NUMBER)
				.maxNameLength(LONGEST_NAME)
				.maxStringLength(longest)
				.build())
			.build();
	}

	/**
	 * Reads an object.
	 * @throws ParseException if it is none, or cannot be read in exactly one way
	 */
	Map<String, @Nullable Object> read(byte[] utf8) throws ParseException {
		try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), text(utf8))) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new ParseException("no JSON object", 0);
			}
			Map<String, @Nullable Object> object = new Reading(parser, this.mostValues).object();
			if (parser.nextToken() != null) {
				throw new ParseException("more than one JSON value", 0);
			}
			return object;
		}
		catch (JacksonException | CharacterCodingException ex) {
			throw new ParseException("no JSON", 0);
		}
	}

	private static String text(byte[] utf8) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
	}

	/** The reading of one object and of all within it. */
	private static final class Reading {

		private final JsonParser parser;

		private int left;

		Reading(JsonParser parser, int mostValues) {
			this.parser = parser;
			this.left = mostValues;
		}

		Map<String, @Nullable Object> object() throws ParseException {
			Map<String, @Nullable Object> object = new LinkedHashMap<>();
			while (this.parser.nextToken() != JsonToken.END_OBJECT) {
				String name = wellFormed(this.parser.currentName());
				this.parser.nextToken();
				if (object.containsKey(name)) {
					throw new ParseException("a member twice", 0);
				}
				object.put(name, value());
			}
			return object;
		}

		private List<@Nullable Object> array() throws ParseException {
			List<@Nullable Object> array = new ArrayList<>();
			while (this.parser.nextToken() != JsonToken.END_ARRAY) {
				array.add(value());
			}
			return array;
		}

		private @Nullable Object value() throws ParseException {
			if (--this.left < 0) {
				throw new ParseException("too many values", 0);
			}
			return switch (this.parser.currentToken()) {
				case START_OBJECT -> object();
				case START_ARRAY -> array();
				case VALUE_STRING -> wellFormed(this.parser.getString());
				case VALUE_NUMBER_INT -> (this.parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER)
						? (Object) this.parser.getDoubleValue() : (Object) this.parser.getLongValue();
				case VALUE_NUMBER_FLOAT -> this.parser.getDoubleValue();
				case VALUE_TRUE -> true;
				case VALUE_FALSE -> false;
				case VALUE_NULL -> null;
				default -> throw new ParseException("no JSON value", 0);
			};
		}

		/**
		 * Half a surrogate pair, escaped, passes as UTF-8 and cannot be written as such.
		 */
		private static String wellFormed(String text) throws ParseException {
			for (int i = 0; i < text.length(); i++) {
				if (Character.isSurrogate(text.charAt(i))) {
					if (!Character.isHighSurrogate(text.charAt(i)) || i + 1 == text.length()
							|| !Character.isLowSurrogate(text.charAt(i + 1))) {
						throw new ParseException("half a character", 0);
					}
					i++;
				}
			}
			return text;
		}

	}

}
