/** Who calls: the client that the gateway has verified. */
@NullMarked
package dev.gatehouse.service.caller;

import org.jspecify.annotations.NullMarked;
