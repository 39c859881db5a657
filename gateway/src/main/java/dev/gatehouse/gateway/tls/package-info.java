/** Which certificate does the gateway show, and which ways of TLS does it take? */
@NullMarked
package dev.gatehouse.gateway.tls;

import org.jspecify.annotations.NullMarked;
