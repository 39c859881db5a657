/** Lists in pages that stay put while rows are added. */
@NullMarked
package dev.gatehouse.service.page;

import org.jspecify.annotations.NullMarked;
