/** Has the client proven that it holds the key that its token is bound to? */
@NullMarked
package dev.gatehouse.gateway.binding;

import org.jspecify.annotations.NullMarked;
