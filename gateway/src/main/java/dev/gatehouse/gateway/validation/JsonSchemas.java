package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.Map;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.NonValidationKeyword;
import tools.jackson.databind.JsonNode;

/**
 * The schema library as it is used here: JSON Schema 2020-12 as OpenAPI 3.1 has it,
 * formats counted, nothing loaded from anywhere but the library's own meta-schema.
 */
final class JsonSchemas {

	private static final String META_SCHEMAS = "https://json-schema.org/draft/2020-12/";

	private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
		.keywords(List.of(new BoundedPattern(), new DistinctItems()))
		.keywords(ExactNumber.keywords())
		.formatKeywordFactory(BoundedFormat::new)
		.formats(List.of(new EmailFormat(), new WholeNumber("int32", Integer.MIN_VALUE, Integer.MAX_VALUE),
				new WholeNumber("int64", Long.MIN_VALUE, Long.MAX_VALUE)))
		.unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
		.build();

	private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
		.formatAssertionsEnabled(true)
		.build();

	private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(DIALECT,
			(registry) -> registry.schemaRegistryConfig(CONFIG)
				.schemaLoader((loader) -> loader.allow((iri) -> iri.toString().startsWith(META_SCHEMAS))));

	private JsonSchemas() {
	}

	/** Returns a document that schemas may stand anywhere in. */
	static Schema document(String api, JsonNode contract) {
		return REGISTRY.getSchema(SchemaLocation.of("urn:gatehouse:contract:" + api), contract);
	}

	/** Returns the schema that schemas follow. */
	static Schema metaSchema() {
		return REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
	}

	private static final class BoundedPattern extends AbstractKeyword {

		BoundedPattern() {
			super(KeywordType.PATTERN.getValue());
		}

		@Override
		public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema schema,
				SchemaContext context) {
			return new BoundedText(KeywordType.PATTERN.newValidator(location, value, schema, context), value, schema);
		}

	}

	private static final class BoundedFormat extends FormatKeyword {

		BoundedFormat(Map<String, Format> formats) {
			super(formats);
		}

		@Override
		public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema schema,
				SchemaContext context) {
			return new BoundedText(super.newValidator(location, value, schema, context), value, schema);
		}

	}

}
