package dev.gatehouse.loans;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gatehouse.service.test.ServiceTest;

import org.springframework.context.annotation.Import;

/** The whole service, with a clock that the test moves. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import({ TimeMachine.class, WarmUp.class })
@interface LoansTest {

}
