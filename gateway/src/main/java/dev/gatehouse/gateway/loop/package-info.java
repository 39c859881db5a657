/** The threads that serve requests, and what they ask of the kernel. */
@NullMarked
package dev.gatehouse.gateway.loop;

import org.jspecify.annotations.NullMarked;
