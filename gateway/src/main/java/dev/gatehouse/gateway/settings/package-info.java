/**
 * How a wrong setting stops the start: with a sentence that names the key or the file and
 * line.
 */
@NullMarked
package dev.gatehouse.gateway.settings;

import org.jspecify.annotations.NullMarked;
