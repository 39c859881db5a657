/**
 * Classes that break the rules of the house, one each, to prove that the rules notice.
 */
@NullMarked
package dev.gatehouse.gateway.architecture;

import org.jspecify.annotations.NullMarked;
