/** Is it our issuer's token for us, valid now? */
@NullMarked
package dev.gatehouse.gateway.token;

import org.jspecify.annotations.NullMarked;
