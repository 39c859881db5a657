/** Is it one well-formed request, small enough, with nothing forged? */
@NullMarked
package dev.gatehouse.gateway.entry;

import org.jspecify.annotations.NullMarked;
