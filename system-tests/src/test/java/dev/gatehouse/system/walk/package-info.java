/** What must work, and what must not, on the whole bank with real tokens. */
@NullMarked
package dev.gatehouse.system.walk;

import org.jspecify.annotations.NullMarked;
