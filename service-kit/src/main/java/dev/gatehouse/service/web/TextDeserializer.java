package dev.gatehouse.service.web;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads text and only text: no number becomes a string by chance, and what no human types
 * is refused: control characters and halves of surrogate pairs, which a database cannot
 * store or a log cannot show.
 */
final class TextDeserializer extends StdScalarDeserializer<String> {

	TextDeserializer() {
		super(String.class);
	}

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.hasToken(JsonToken.VALUE_STRING)) {
			return (String) context.handleUnexpectedToken(getValueType(context), parser);
		}
		String text = parser.getString();
		if (!text.codePoints().allMatch(TextDeserializer::isText)) {
			return context.reportInputMismatch(this, "characters that are no text");
		}
		return text;
	}

	private static boolean isText(int codePoint) {
		boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
		return !surrogate && !Character.isISOControl(codePoint);
	}

}
