/** What the realm's file promises before any Keycloak has read it. */
@NullMarked
package dev.gatehouse.keycloak;

import org.jspecify.annotations.NullMarked;
