/** How the gateway is doing, on one page for operators. */
@NullMarked
package dev.gatehouse.gateway.console;

import org.jspecify.annotations.NullMarked;
