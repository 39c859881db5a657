/** The secrets of the local bank: made once, kept in one file. */
@NullMarked
package dev.gatehouse.cli.credentials;

import org.jspecify.annotations.NullMarked;
