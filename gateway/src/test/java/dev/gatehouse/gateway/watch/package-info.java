/** What operators watch the gateway with: the rules of Prometheus and their runbook. */
@NullMarked
package dev.gatehouse.gateway.watch;

import org.jspecify.annotations.NullMarked;
