/** The cryptography of an issuer of access tokens. */
@NullMarked
package dev.gatehouse.benchmarks.issuer;

import org.jspecify.annotations.NullMarked;
