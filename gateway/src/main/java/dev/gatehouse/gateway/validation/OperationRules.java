package dev.gatehouse.gateway.validation;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What the contract says about the requests of one operation.
 *
 * @param path its path parameters
 * @param query its query parameters
 * @param headers its header fields
 * @param body its body; null: it takes none
 * @param watch what becomes of a request that breaks them
 */
record OperationRules(PathRules path, QueryRules query, HeaderRules headers, @Nullable JsonBody body, Watch watch) {

	/**
	 * Checks all but the bytes of the body.
	 * @return the schema that these have to follow; null: they are not looked into
	 */
	@Nullable SchemaCheck check(ServerHttpRequest request, Findings findings) {
		HttpHeaders fields = request.getHeaders();
		this.path.check(request.getURI().getRawPath(), findings);
		this.query.check(request.getURI().getRawQuery(), findings);
		this.headers.check(fields, findings);
		return (this.body != null) ? this.body.check(fields, findings) : null;
	}

	/** Checks the bytes of the body. */
	void checkBody(SchemaCheck schema, CollectedBody bytes, Findings findings) {
		if (this.body != null) {
			this.body.check(schema, bytes.bytes(), bytes.length(), findings);
		}
	}

}
