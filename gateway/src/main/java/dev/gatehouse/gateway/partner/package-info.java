/** Is its client one of ours, active and from its network? */
@NullMarked
package dev.gatehouse.gateway.partner;

import org.jspecify.annotations.NullMarked;
