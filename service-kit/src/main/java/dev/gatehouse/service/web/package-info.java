/** What enters and leaves over HTTP: sizes, JSON, identifiers, the last error page. */
@NullMarked
package dev.gatehouse.service.web;

import org.jspecify.annotations.NullMarked;
