/**
 * The bank in containers: what docker-compose.yml and the Dockerfiles promise, read and
 * run.
 */
@NullMarked
package dev.gatehouse.system.compose;

import org.jspecify.annotations.NullMarked;
