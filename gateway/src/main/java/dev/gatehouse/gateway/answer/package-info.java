/** What every answer carries, whoever gives it, and how the gateway answers by itself. */
@NullMarked
package dev.gatehouse.gateway.answer;

import org.jspecify.annotations.NullMarked;
