package dev.gatehouse.cards;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gatehouse.service.test.ServiceTest;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The whole cards service with a key of its own and a clock that tests can move. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import({ MovableClock.class, WarmUp.class })
@TestPropertySource(properties = CardsTest.SETTING + "=" + CardsTest.NUMBER_KEY)
public @interface CardsTest {

	/** The setting without which the service does not start. */
	String SETTING = "gatehouse.cards.number.key";

	/** A key that guards nothing. */
	String NUMBER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

}
