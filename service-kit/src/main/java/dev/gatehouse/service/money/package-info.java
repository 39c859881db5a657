/** Amounts that never pass through floating point. */
@NullMarked
package dev.gatehouse.service.money;

import org.jspecify.annotations.NullMarked;
