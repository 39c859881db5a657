/** Creating twice with one key creates once. */
@NullMarked
package dev.gatehouse.service.idempotency;

import org.jspecify.annotations.NullMarked;
