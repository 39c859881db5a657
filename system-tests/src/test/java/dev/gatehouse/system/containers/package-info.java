/** The bank with its issuer and its database in containers. */
@NullMarked
package dev.gatehouse.system.containers;

import org.jspecify.annotations.NullMarked;
