/** Has the code that calls run compiled before there are any. */
@NullMarked
package dev.gatehouse.gateway.warmup;

import org.jspecify.annotations.NullMarked;
