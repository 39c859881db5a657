/** YAML with line numbers, for the files that decide who may do what. */
@NullMarked
package dev.gatehouse.gateway.yaml;

import org.jspecify.annotations.NullMarked;
