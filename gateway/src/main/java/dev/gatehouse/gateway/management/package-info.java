/** Who may do what at the management port. */
@NullMarked
package dev.gatehouse.gateway.management;

import org.jspecify.annotations.NullMarked;
