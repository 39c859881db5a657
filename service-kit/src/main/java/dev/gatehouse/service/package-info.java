/**
 * What the bank's services share; each package is one promise and registers itself by
 * auto-configuration.
 */
@NullMarked
package dev.gatehouse.service;

import org.jspecify.annotations.NullMarked;
