package dev.gatehouse.gateway.validation;

import java.math.BigDecimal;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import tools.jackson.databind.JsonNode;

/** A format of whole numbers (OpenAPI 3.1, section 4.4), which the library leaves out. */
record WholeNumber(String name, long least, long most) implements Format {

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public boolean matches(ExecutionContext execution, SchemaContext context, JsonNode value) {
		if (!value.isNumber()) {
			return true;
		}
		if (!value.canConvertToExactIntegral()) {
			return false;
		}
		BigDecimal number = value.decimalValue();
		return number.compareTo(BigDecimal.valueOf(this.least)) >= 0
				&& number.compareTo(BigDecimal.valueOf(this.most)) <= 0;
	}

}
