/** The gateway's audit record: whether it is whole, and what is in it. */
@NullMarked
package dev.gatehouse.cli.audit;

import org.jspecify.annotations.NullMarked;
