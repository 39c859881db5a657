/** Do the token and the partner's ceiling both hold the operation's scope? */
@NullMarked
package dev.gatehouse.gateway.access;

import org.jspecify.annotations.NullMarked;
