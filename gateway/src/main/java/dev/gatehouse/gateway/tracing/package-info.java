/**
 * Spans of sampled requests for a collector (OTLP over HTTP), where an operator names
 * one. Nothing of OpenTelemetry is known outside of this room, and nothing of it is
 * loaded where there is no collector.
 */
@NullMarked
package dev.gatehouse.gateway.tracing;

import org.jspecify.annotations.NullMarked;
