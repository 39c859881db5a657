/**
 * Is the token shown by whom it was issued to: with the certificate or the key that it is
 * bound to?
 */
@NullMarked
package dev.gatehouse.gateway.binding;

import org.jspecify.annotations.NullMarked;
