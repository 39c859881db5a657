/** Updates only happen to what the caller has seen (RFC 9110, 13.1.1). */
@NullMarked
package dev.gatehouse.service.revision;

import org.jspecify.annotations.NullMarked;
