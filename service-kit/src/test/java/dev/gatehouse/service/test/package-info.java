/** A real PostgreSQL for tests, and ways to break it. */
@NullMarked
package dev.gatehouse.service.test;

import org.jspecify.annotations.NullMarked;
