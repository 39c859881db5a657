/** The whole bank over HTTP: what every test of it shares. */
@NullMarked
package dev.gatehouse.system;

import org.jspecify.annotations.NullMarked;
