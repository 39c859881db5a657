/** A database that is away, hung or slow costs a request less than a second. */
@NullMarked
package dev.gatehouse.service.storage;

import org.jspecify.annotations.NullMarked;
