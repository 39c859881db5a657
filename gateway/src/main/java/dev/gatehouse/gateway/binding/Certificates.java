package dev.gatehouse.gateway.binding;

import dev.gatehouse.gateway.entry.Source;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Knows which certificate the client of a request has shown. */
@FunctionalInterface
interface Certificates {

	/**
	 * Returns the certificate's {@code x5t#S256} (RFC 8705, section 3.1).
	 * @return null if none was shown, or nobody who is believed says so
	 */
	@Nullable String thumbprint(ServerHttpRequest request, Source source);

}
