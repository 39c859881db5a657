/**
 * Partners come and go: their client in Keycloak and their entry in the registry, as one.
 */
@NullMarked
package dev.gatehouse.cli.partner;

import org.jspecify.annotations.NullMarked;
