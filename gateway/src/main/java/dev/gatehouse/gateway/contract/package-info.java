/**
 * Which operation of which API is it? Read from the OpenAPI contracts, found in time that
 * grows with the path alone.
 */
@NullMarked
package dev.gatehouse.gateway.contract;

import org.jspecify.annotations.NullMarked;
