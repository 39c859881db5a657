/** The id under which gateway and service know the same request. */
@NullMarked
package dev.gatehouse.service.trace;

import org.jspecify.annotations.NullMarked;
