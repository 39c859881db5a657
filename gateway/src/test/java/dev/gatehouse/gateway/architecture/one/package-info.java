/** One half of a cycle between two packages. */
@NullMarked
package dev.gatehouse.gateway.architecture.one;

import org.jspecify.annotations.NullMarked;
