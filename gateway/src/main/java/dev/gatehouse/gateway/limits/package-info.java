/** Is it within the partner's rate, quota and concurrency? */
@NullMarked
package dev.gatehouse.gateway.limits;

import org.jspecify.annotations.NullMarked;
