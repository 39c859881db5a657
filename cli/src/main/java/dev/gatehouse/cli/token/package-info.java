/** Access tokens by client credentials. */
@NullMarked
package dev.gatehouse.cli.token;

import org.jspecify.annotations.NullMarked;
