/**
 * Was the token ended before its time? What the issuer's administrators end there
 * (clients, secrets, sessions) is asked of it every other second and looked up here.
 */
@NullMarked
package dev.gatehouse.gateway.cutoff;

import org.jspecify.annotations.NullMarked;
