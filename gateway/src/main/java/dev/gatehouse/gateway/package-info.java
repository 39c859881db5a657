/**
 * The gateway. A request meets its rooms in the order that
 * {@link dev.gatehouse.gateway.Walk} states: entry, contract, token, partner, binding,
 * access, limits, forward; record sees them all and problem says every no.
 */
@NullMarked
package dev.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
