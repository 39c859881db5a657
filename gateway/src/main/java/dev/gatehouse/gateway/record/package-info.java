/** What happened: the audit record and the metrics of every request, refused ones too. */
@NullMarked
package dev.gatehouse.gateway.record;

import org.jspecify.annotations.NullMarked;
