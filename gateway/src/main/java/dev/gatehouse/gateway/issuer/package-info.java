/** How is the issuer asked, by a thread that waits for it? */
@NullMarked
package dev.gatehouse.gateway.issuer;

import org.jspecify.annotations.NullMarked;
