/** The standards checklist and which test holds the gateway to which statement. */
@NullMarked
package dev.gatehouse.gateway.checklist;

import org.jspecify.annotations.NullMarked;
