/** Time and identifiers, injected. */
@NullMarked
package dev.gatehouse.service.time;

import org.jspecify.annotations.NullMarked;
