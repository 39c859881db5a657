/** The one place that knows how a service says no (RFC 9457). */
@NullMarked
package dev.gatehouse.service.problem;

import org.jspecify.annotations.NullMarked;
