/**
 * The one place that knows how to say no: every refusal, its status, its body (RFC 9457)
 * and its challenge (RFC 6750).
 */
@NullMarked
package dev.gatehouse.gateway.problem;

import org.jspecify.annotations.NullMarked;
