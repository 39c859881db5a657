/** The one table that orders the filters every request meets. */
@NullMarked
package dev.gatehouse.service.stage;

import org.jspecify.annotations.NullMarked;
