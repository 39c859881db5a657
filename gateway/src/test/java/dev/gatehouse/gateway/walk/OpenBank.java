package dev.gatehouse.gateway.walk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class one open {@link Bank}, as parameter of the constructor, and
 * watches over the gateway while they run: nothing may block an event loop, leak a buffer
 * or write a token to the log.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({ WatchExtension.class, BankExtension.class })
@interface OpenBank {

	/** Settings above the usual ones, each as {@code key=value}. */
	String[] value() default {};

	/** Configurations beside the gateway's own. */
	Class<?>[] with() default {};

}
