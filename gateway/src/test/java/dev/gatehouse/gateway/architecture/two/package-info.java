/** One half of a cycle between two packages. */
@NullMarked
package dev.gatehouse.gateway.architecture.two;

import org.jspecify.annotations.NullMarked;
