/** The local bank's own certificate authority and what it has issued. */
@NullMarked
package dev.gatehouse.cli.tls;

import org.jspecify.annotations.NullMarked;
