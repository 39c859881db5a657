package dev.gatehouse.service.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gatehouse.service.test.ServiceTest;

import org.springframework.test.context.TestPropertySource;

/** The sample service on a random port. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@TestPropertySource(properties = { "spring.application.name=sample-service", "gatehouse.storage.schema=sample",
		"spring.flyway.locations=classpath:db/kit,classpath:db/sample" })
public @interface SampleTest {

}
