package dev.gatehouse.service.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service on a random port, with the PostgreSQL that all tests of this JVM
 * share. It waits longer for it than in earnest, so that rules are tested and not the
 * speed of a busy machine; {@link StorageFaultTests} test the limits.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"logging.level.com.networknt=error", "gatehouse.storage.budget=9s",
		"spring.datasource.hikari.connection-timeout=5000", "spring.datasource.hikari.validation-timeout=2000",
		"spring.datasource.hikari.data-source-properties.socketTimeout=10",
		"spring.datasource.hikari.data-source-properties.options=-c statement_timeout=8000 -c lock_timeout=8000" })
@ContextConfiguration(initializers = SharedDatabase.class)
public @interface ServiceTest {

}
