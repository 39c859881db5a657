/**
 * Tells the holder of a token what would become of a call, and why: the same rooms, asked
 * of a call that nobody makes.
 */
@NullMarked
package dev.gatehouse.gateway.explain;

import org.jspecify.annotations.NullMarked;
