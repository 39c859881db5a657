/** Which tokens are refused before they expire? */
@NullMarked
package dev.gatehouse.gateway.revocation;

import org.jspecify.annotations.NullMarked;
