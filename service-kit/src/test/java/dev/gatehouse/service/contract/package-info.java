/** Holds a service against its contract, in both directions. */
@NullMarked
package dev.gatehouse.service.contract;

import org.jspecify.annotations.NullMarked;
