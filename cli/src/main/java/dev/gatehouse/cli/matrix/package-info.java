/**
 * Who may call what: contracts, registry and realm beside each other, and where they do
 * not agree.
 */
@NullMarked
package dev.gatehouse.cli.matrix;

import org.jspecify.annotations.NullMarked;
