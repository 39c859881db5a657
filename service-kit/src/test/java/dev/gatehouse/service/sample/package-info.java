/** The smallest service that uses all of the kit, for the kit's own tests. */
@NullMarked
package dev.gatehouse.service.sample;

import org.jspecify.annotations.NullMarked;
