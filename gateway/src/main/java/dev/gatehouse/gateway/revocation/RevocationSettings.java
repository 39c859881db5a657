package dev.gatehouse.gateway.revocation;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where revocations are kept beside the store.
 *
 * @param file kept up to date for the next start; null: none
 */
@ConfigurationProperties("gatehouse.revocations")
record RevocationSettings(@Nullable Path file) {

}
