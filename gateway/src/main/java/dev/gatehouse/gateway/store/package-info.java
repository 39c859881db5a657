/** How does a gateway reach the store that all of them share? */
@NullMarked
package dev.gatehouse.gateway.store;

import org.jspecify.annotations.NullMarked;
