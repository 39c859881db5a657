/** Looks for secrets in whatever the tests make the gateway write. */
@NullMarked
package dev.gatehouse.gateway.leaks;

import org.jspecify.annotations.NullMarked;
