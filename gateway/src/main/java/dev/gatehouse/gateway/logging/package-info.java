/** What the log never shows. */
@NullMarked
package dev.gatehouse.gateway.logging;

import org.jspecify.annotations.NullMarked;
