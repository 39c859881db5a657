/** A partner's call of the gateway. */
@NullMarked
package dev.gatehouse.cli.call;

import org.jspecify.annotations.NullMarked;
