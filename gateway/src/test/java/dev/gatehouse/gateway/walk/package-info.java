/**
 * The real gateway, started as in production, between a client, an issuer and services
 * that speak and record single bytes. What it promises to the outside is stated here as
 * tests.
 */
@NullMarked
package dev.gatehouse.gateway.walk;

import org.jspecify.annotations.NullMarked;
