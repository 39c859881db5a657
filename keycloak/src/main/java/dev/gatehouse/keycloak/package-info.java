/** What the realm of the bank's partners needs beyond Keycloak's own. */
@NullMarked
package dev.gatehouse.keycloak;

import org.jspecify.annotations.NullMarked;
