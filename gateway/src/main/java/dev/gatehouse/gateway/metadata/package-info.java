/** Tells a client, before it has a token, whose tokens are taken here (RFC 9728). */
@NullMarked
package dev.gatehouse.gateway.metadata;

import org.jspecify.annotations.NullMarked;
