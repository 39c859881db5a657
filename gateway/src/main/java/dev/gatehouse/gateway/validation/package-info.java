/**
 * Does the request follow its operation's contract: parameters, header fields and JSON
 * body? Asked after everything that is cheaper, and before a service sees anything.
 */
@NullMarked
package dev.gatehouse.gateway.validation;

import org.jspecify.annotations.NullMarked;
