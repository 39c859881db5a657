package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gatehouse.gateway.contract.BodyRule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * What the body of an operation must be.
 *
 * @param required whether there must be one
 * @param schemas by media type in lower case: those whose JSON the contract describes
 */
record JsonBody(boolean required, Map<String, SchemaCheck> schemas) {

	/** A place of its own: the whole body. */
	private static final String WHOLE = "";

	private static final String CONTENT_TYPE = "header/Content-Type";

	JsonBody {
		schemas = Map.copyOf(schemas);
	}

	/**
	 * Checks the fields that say whether there is a body and how it is to be read.
	 * @return the schema that it has to follow; null: none, or there is no body
	 */
	@Nullable SchemaCheck check(HttpHeaders headers, Findings findings) {
		if (!BodyRule.carriesBody(headers)) {
			checkLength(0, findings);
			return null;
		}
		List<String> types = headers.getOrEmpty(HttpHeaders.CONTENT_TYPE);
		if (types.size() > 1 && !this.schemas.isEmpty()) {
			findings.add(CONTENT_TYPE, "repeated");
		}
		String type = types.isEmpty() ? "" : types.getFirst();
		SchemaCheck schema = this.schemas.get(BodyRule.mediaType(type));
		if (schema != null) {
			checkReading(type, headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING), findings);
		}
		return schema;
	}

	/** Checks the bytes of a body, which a schema describes. */
	void check(SchemaCheck schema, byte[] bytes, int length, Findings findings) {
		if (length == 0) {
			checkLength(length, findings);
			return;
		}
		if (schema.accepts(bytes, length)) {
			return;
		}
		JsonNode value = StrictJson.read(bytes, length);
		if (value == null) {
			findings.add(WHOLE, "malformed-json");
		}
		else {
			schema.check(value, findings);
		}
	}

	private void checkLength(int length, Findings findings) {
		if (this.required && length == 0) {
			findings.add(WHOLE, "required");
		}
	}

	/**
	 * JSON is in UTF-8 (RFC 8259, section 8.1). A field that tells the service to read it
	 * in another way would have it read something else than was checked.
	 */
	private static void checkReading(String type, List<String> codings, Findings findings) {
		if (type.indexOf(';') >= 0 && !isUtf8(type)) {
			findings.add(CONTENT_TYPE, "charset");
		}
		for (String coding : codings) {
			if (!coding.strip().equalsIgnoreCase("identity")) {
				findings.add("header/Content-Encoding", "coding");
			}
		}
	}

	private static boolean isUtf8(String contentType) {
		for (String parameter : contentType.toLowerCase(Locale.ROOT).split(";", -1)) {
			String[] parts = parameter.split("=", 2);
			if (parts.length == 2 && parts[0].strip().equals("charset")) {
				String charset = parts[1].strip();
				if (!charset.equals("utf-8") && !charset.equals("\"utf-8\"")) {
					return false;
				}
			}
		}
		return true;
	}

}
