package dev.gatehouse.gateway.checklist;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the statements of the standards checklist (vectors/standards-checklist.json) that
 * a test, or all tests of a class, hold the gateway to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Checks {

	/** Ids as in the checklist, such as {@code A-10}. */
	String[] value();

}
